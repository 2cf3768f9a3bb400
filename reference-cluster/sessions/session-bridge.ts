import { U64_MAX } from "#exporter/domain/terms/ids";
import type { RegionId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import type { HardNegatives } from "../hard-negatives/hard-negatives";
import type { NegativeSubject, NegativeWord } from "../hard-negatives/negative-operation";
import type { Transport } from "../replication/transport";
import { DurableSessions } from "./durable-sessions";
import type { DurableSessionsParts } from "./durable-sessions";
import { RecentDelays } from "./recent-delays";
import { decodeSessionEvents, encodeSessionEvents } from "./session-event";
import type { SessionEvent, SessionMark, SessionMessage, SessionOperation } from "./session-event";
import type { SessionOutbox } from "./session-outbox";
import type { SessionId, SessionSeqNo } from "./session-seqno";

/** Events that may wait for one peer: beyond them clients are refused, since nothing acknowledged may get lost. */
const MOST_WAITING = 20_000;
/** An event that was not acknowledged for this long is sent again. */
const REPEAT_MS = 1_000;
const MOST_PER_MESSAGE = 256;

/** What a region's bridge is made of. */
export interface SessionBridgeParts extends Omit<DurableSessionsParts, "onApplied"> {
  readonly regionId: RegionId;
  readonly transport: Transport<SessionMessage>;
}

/** What a client wants: the same again is the same step of its session. */
export interface SessionRequest {
  readonly sessionId: SessionId;
  readonly ssn: SessionSeqNo;
  readonly word: NegativeWord | "seen";
  readonly subject: NegativeSubject;
}

/** What a client is told: taken in, taken in before, that this region has not everything that the client did, or why not. */
export type SessionAnswer =
  | { readonly result: "applied" | "repeated"; readonly mark: SessionSeqNo }
  | { readonly result: "behind"; readonly mark: SessionSeqNo }
  | { readonly result: "refused"; readonly message: string };

/**
 * What one region does for sessions: takes in what clients do, brings it to the other regions on a channel of its own, and
 * applies what they bring, each session in order and each event once. It keeps what a read needs: what users hide. Whatever it has
 * acknowledged, to a client or to another region, is on disk.
 */
export class SessionBridge {
  /** Milliseconds from the moment that another region took an event in until it was applied here. */
  readonly delays = new RecentDelays();
  readonly #parts: SessionBridgeParts;
  readonly #sessions: DurableSessions;
  #repeated = 0;
  #isFromPeer = false;

  /** Opens what lies on disk. */
  constructor(parts: SessionBridgeParts) {
    this.#parts = parts;
    const onApplied = ({ takenAtMs }: SessionEvent): void => {
      if (this.#isFromPeer) this.delays.note(parts.nowMs() - takenAtMs);
    };
    this.#sessions = new DurableSessions({ ...parts, onApplied });
  }

  /** What users hide, as far as this region knows. */
  get negatives(): HardNegatives {
    return this.#sessions.negatives;
  }

  /** Events applied here, from clients and from other regions, in all starts together. */
  get applied(): number {
    return this.#sessions.applied;
  }

  /** Events that came again since the start and were not applied again. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Events that some other region is not known to have. */
  get waiting(): number {
    return Math.max(0, ...[...this.#sessions.outboxes.values()].map(({ size }) => size));
  }

  /** The highest number of a session that this region has heard of; 0 when it knows none. */
  get latestSession(): SessionId {
    return this.#sessions.marks.latestSession;
  }

  mark(sessionId: SessionId): SessionSeqNo {
    return this.#sessions.marks.mark(sessionId);
  }

  /** Whether a client that has seen its own event `ssn` may read here: else the region is behind, and says so. */
  canRead(sessionId: SessionId, ssn: SessionSeqNo): boolean {
    return this.mark(sessionId) >= ssn;
  }

  /** Takes in what a client did. */
  submit({ sessionId, ssn, word, subject }: SessionRequest): SessionAnswer {
    const mark = this.mark(sessionId);
    if (ssn <= mark) return { result: "repeated", mark };
    if (ssn > mark + 1n) return { result: "behind", mark };
    if (this.waiting >= MOST_WAITING) {
      return { result: "refused", message: `sessions: ${MOST_WAITING} events wait for another region` };
    }
    if (!this.#sessions.marks.open(sessionId)) {
      return { result: "refused", message: `session ${sessionId}: it is over; begin another` };
    }
    const operation = this.#operation(word, subject);
    if (!operation.ok) return { result: "refused", message: operation.message };
    const event = { sessionId, ssn, operation: operation.value, takenAtMs: this.#parts.nowMs() };
    const taken = this.#sessions.take(event);
    if (taken.result === "refused") return taken;
    for (const peer of this.#sessions.outboxes.keys()) this.#send(peer, [event]);
    return { result: "applied", mark: this.mark(sessionId) };
  }

  /** Takes in what another region says. */
  receive(message: SessionMessage, from: RegionId): void {
    if (message.kind === "session marks") {
      this.#hear(message.marks, from);
      return;
    }
    const heard = new Map<SessionId, SessionSeqNo[]>();
    const events = decodeSessionEvents(message.bytes);
    this.#isFromPeer = true;
    const results = this.#sessions.bring(events);
    this.#isFromPeer = false;
    this.#repeated += results.filter(({ result }) => result === "repeated").length;
    for (const { sessionId, ssn } of events) heard.set(sessionId, [...(heard.get(sessionId) ?? []), ssn]);
    const marks = [...heard].map(([sessionId, ssns]) => ({
      sessionId,
      // Of a session that is over here nothing more will be applied, so there is nothing to wait for.
      mark: this.#sessions.marks.open(sessionId) ? this.mark(sessionId) : U64_MAX,
      heard: ssns,
    }));
    this.#parts.transport.send(this.#parts.regionId, from, { kind: "session marks", marks });
  }

  /** Lets go of all files, as a region that is killed does: what was acknowledged is on disk. */
  close(): void {
    this.#sessions.close();
  }

  /** Sends again what was not acknowledged; to be called several times a second. */
  poll(): void {
    for (const [peer, outbox] of this.#sessions.outboxes) this.#sendOverdue(peer, outbox);
  }

  #hear(marks: readonly SessionMark[], from: RegionId): void {
    const outbox = this.#sessions.outboxes.get(from);
    // What waited through a partition goes as fast as it is acknowledged.
    if (outbox !== undefined && this.#sessions.hear(from, marks)) this.#sendOverdue(from, outbox);
  }

  #sendOverdue(peer: RegionId, outbox: SessionOutbox): void {
    const overdue = outbox.takenBefore(this.#parts.nowMs() - REPEAT_MS, MOST_PER_MESSAGE);
    if (overdue.length > 0) this.#send(peer, overdue);
  }

  #operation(word: NegativeWord | "seen", subject: NegativeSubject): Result<SessionOperation> {
    if (word === "seen") return { ok: true, value: { ...subject, word } };
    const stamp = this.#parts.clock.now();
    if (!stamp.ok) return stamp;
    return word === "unhide"
      ? this.negatives.unhide(subject, stamp.value)
      : this.negatives.hide(subject, word, stamp.value);
  }

  #send(peer: RegionId, events: readonly SessionEvent[]): void {
    const bytes = encodeSessionEvents(events);
    this.#parts.transport.send(this.#parts.regionId, peer, { kind: "session events", bytes });
  }
}
