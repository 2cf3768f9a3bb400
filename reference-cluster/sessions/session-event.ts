import { blake3 } from "@noble/hashes/blake3";
import type { HlcStamp } from "../crdt/hlc-stamp";
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
  const content = JSON.stringify([String(sessionId), formatSessionSeqNo(ssn), operation], jsonValue);
  return Buffer.from(blake3(content, { dkLen: KEY_BYTES })).toString("base64");
}

export function encodeSessionEvents(events: readonly SessionEvent[]): Buffer {
  const packed = events.map(({ sessionId, ssn, operation, takenAtMs }) => [
    String(sessionId),
    formatSessionSeqNo(ssn),
    takenAtMs,
    operation,
  ]);
  return Buffer.from(JSON.stringify(packed, jsonValue));
}

type PackedStamp = Omit<HlcStamp, "wallNs"> & { readonly wallNs: string };
interface PackedOperation {
  readonly word: SessionOperation["word"];
  readonly userId: string;
  readonly itemId: string;
  readonly stamp?: PackedStamp;
  readonly clears?: readonly PackedStamp[];
}

/** The events that {@link encodeSessionEvents} wrote. @throws Error when the bytes are none. */
export function decodeSessionEvents(bytes: Buffer): SessionEvent[] {
  const packed = JSON.parse(bytes.toString()) as readonly (readonly [
    string,
    string,
    number,
    PackedOperation,
  ])[];
  return packed.map(([sessionId, text, takenAtMs, operation]) => {
    const ssn = parseSessionSeqNo(text);
    if (ssn === undefined) throw new Error(`session event: expected a number such as ssn:7, got "${text}"`);
    return { sessionId: BigInt(sessionId), ssn, takenAtMs, operation: unpackOperation(operation) };
  });
}

function unpackOperation({ word, userId, itemId, stamp, clears }: PackedOperation): SessionOperation {
  const subject = { userId: BigInt(userId), itemId: BigInt(itemId) };
  if (stamp === undefined || word === "seen") return { ...subject, word: "seen" };
  if (word !== "unhide") return { ...subject, word, stamp: unpackStamp(stamp) };
  return { ...subject, word, stamp: unpackStamp(stamp), clears: (clears ?? []).map(unpackStamp) };
}

function unpackStamp({ wallNs, logical, nodeId }: PackedStamp): HlcStamp {
  return { wallNs: BigInt(wallNs), logical, nodeId };
}

/** JSON has no numbers of 64 bits. */
function jsonValue(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
