import { blake3 } from "@noble/hashes/blake3";
import { packStamp, unpackStamp } from "../hard-negatives/negative-encoding";
import type { PackedStamp } from "../hard-negatives/negative-encoding";
import type { NegativeOperation, NegativeSubject } from "../hard-negatives/negative-operation";
import { formatSessionSeqNo, parseSessionSeqNo } from "./session-seqno";
import type { SessionId, SessionSeqNo } from "./session-seqno";

/** What a client did: looked at something, or said whether it wants to see it again. */
export type SessionOperation = ({ readonly word: "seen" } & NegativeSubject) | NegativeOperation;

/** One step of a session. Whoever repeats it repeats all of it. */
export interface SessionEvent {
  readonly sessionId: SessionId;
  readonly ssn: SessionSeqNo;
  readonly operation: SessionOperation;
  /** Monotonic: when the region that the client spoke to took it in. For measuring only. */
  readonly takenAtMs: number;
}

/** What regions say to each other about sessions, on a channel of its own. */
export type SessionMessage =
  | { readonly kind: "session events"; readonly bytes: Buffer }
  | { readonly kind: "session marks"; readonly marks: readonly SessionMark[] };

/** The answer to events of one session. */
export interface SessionMark {
  readonly sessionId: SessionId;
  /** How far the sender has applied the session. */
  readonly mark: SessionSeqNo;
  /** The events that it was just sent: a mark alone does not tell that these arrived, and not others of the same numbers. */
  readonly heard: readonly SessionSeqNo[];
}

const KEY_BYTES = 16;

/** What tells an event from every other: the first 16 bytes of the BLAKE3 of session, number and operation. */
export function idempotencyKey({ sessionId, ssn, operation }: SessionEvent): string {
  const content = JSON.stringify([String(sessionId), formatSessionSeqNo(ssn), packOperation(operation)]);
  return Buffer.from(blake3(content, { dkLen: KEY_BYTES })).toString("base64");
}

interface PackedOperation {
  readonly word: SessionOperation["word"];
  readonly userId: string;
  readonly itemId: string;
  readonly stamp?: PackedStamp;
  readonly clears?: readonly PackedStamp[];
}

/** An event as JSON has it. It lies in files of earlier starts, so its shape stays. */
export type PackedSessionEvent = readonly [
  sessionId: string,
  ssn: string,
  takenAtMs: number,
  PackedOperation,
];

export function encodeSessionEvents(events: readonly SessionEvent[]): Buffer {
  return Buffer.from(JSON.stringify(events.map(packSessionEvent)));
}

/** The events that {@link encodeSessionEvents} wrote. @throws Error when the bytes are none. */
export function decodeSessionEvents(bytes: Buffer): SessionEvent[] {
  return (JSON.parse(bytes.toString()) as readonly PackedSessionEvent[]).map(unpackSessionEvent);
}

export function packSessionEvent({ sessionId, ssn, operation, takenAtMs }: SessionEvent): PackedSessionEvent {
  return [String(sessionId), formatSessionSeqNo(ssn), takenAtMs, packOperation(operation)];
}

/** The event that {@link packSessionEvent} packed. @throws Error when it is none. */
export function unpackSessionEvent([
  sessionId,
  text,
  takenAtMs,
  operation,
]: PackedSessionEvent): SessionEvent {
  const ssn = parseSessionSeqNo(text);
  if (ssn === undefined) throw new Error(`session event: expected a number such as ssn:7, got "${text}"`);
  return { sessionId: BigInt(sessionId), ssn, takenAtMs, operation: unpackOperation(operation) };
}

function packOperation(operation: SessionOperation): PackedOperation {
  const { word } = operation;
  const subject = { word, userId: String(operation.userId), itemId: String(operation.itemId) };
  if (word === "seen") return subject;
  const stamp = packStamp(operation.stamp);
  return word === "unhide"
    ? { ...subject, stamp, clears: operation.clears.map(packStamp) }
    : { ...subject, stamp };
}

function unpackOperation({ word, userId, itemId, stamp, clears }: PackedOperation): SessionOperation {
  const subject = { userId: BigInt(userId), itemId: BigInt(itemId) };
  if (stamp === undefined || word === "seen") return { ...subject, word: "seen" };
  if (word !== "unhide") return { ...subject, word, stamp: unpackStamp(stamp) };
  return { ...subject, word, stamp: unpackStamp(stamp), clears: (clears ?? []).map(unpackStamp) };
}
