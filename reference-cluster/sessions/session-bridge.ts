import { U64_MAX } from "#exporter/domain/terms/ids";
import type { RegionId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import type { HybridLogicalClock } from "../crdt/hybrid-logical-clock";
import { HardNegatives } from "../hard-negatives/hard-negatives";
import type { NegativeSubject, NegativeWord } from "../hard-negatives/negative-operation";
import type { Transport } from "../replication/transport";
import { RecentDelays } from "./recent-delays";
import { decodeSessionEvents, encodeSessionEvents } from "./session-event";
import type { SessionEvent, SessionMark, SessionMessage, SessionOperation } from "./session-event";
import { SessionMarks } from "./session-marks";
import { SessionOutbox } from "./session-outbox";
import type { SessionId, SessionSeqNo } from "./session-seqno";

/** Events that may wait for one peer: beyond them clients are refused, since nothing acknowledged may get lost. */
const MOST_WAITING = 20_000;
/** An event that was not acknowledged for this long is sent again. */
const REPEAT_MS = 1_000;
const MOST_PER_MESSAGE = 256;

/** What a region's bridge is made of. */
export interface SessionBridgeParts {
  readonly regionId: RegionId;
  readonly peers: readonly RegionId[];
  readonly clock: HybridLogicalClock;
  readonly transport: Transport<SessionMessage>;
  /** Monotonic. */
  readonly nowMs: () => number;
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
 * applies what they bring, each session in order and each event once. It keeps what a read needs: what users hide.
 */
export class SessionBridge {
  readonly negatives = new HardNegatives();
  /** Milliseconds from the moment that another region took an event in until it was applied here. */
  readonly delays = new RecentDelays();
  readonly #parts: SessionBridgeParts;
  readonly #marks: SessionMarks;
  readonly #outboxes: ReadonlyMap<RegionId, SessionOutbox>;
  #applied = 0;
  #repeated = 0;
  #isFromPeer = false;

  constructor(parts: SessionBridgeParts) {
    this.#parts = parts;
    this.#marks = new SessionMarks((event) => {
      this.#apply(event);
    });
    this.#outboxes = new Map(parts.peers.map((peer) => [peer, new SessionOutbox()]));
  }

  /** Events applied here, from clients and from other regions. */
  get applied(): number {
    return this.#applied;
  }

  /** Events that came again and were not applied again. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Events that some other region is not known to have. */
  get waiting(): number {
    return Math.max(0, ...[...this.#outboxes.values()].map(({ size }) => size));
  }

  mark(sessionId: SessionId): SessionSeqNo {
    return this.#marks.mark(sessionId);
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
    if (!this.#marks.open(sessionId)) {
      return { result: "refused", message: `session ${sessionId}: it is over; begin another` };
    }
    const operation = this.#operation(word, subject);
    if (!operation.ok) return { result: "refused", message: operation.message };
    const event = { sessionId, ssn, operation: operation.value, takenAtMs: this.#parts.nowMs() };
    const taken = this.#marks.receive(event);
    if (taken.result === "refused") return taken;
    for (const [peer, outbox] of this.#outboxes) {
      outbox.add(event);
      this.#send(peer, [event]);
    }
    return { result: "applied", mark: this.mark(sessionId) };
  }

  /** Takes in what another region says. */
  receive(message: SessionMessage, from: RegionId): void {
    if (message.kind === "session marks") {
      this.#hear(message.marks, from);
      return;
    }
    const heard = new Map<SessionId, SessionSeqNo[]>();
    this.#isFromPeer = true;
    for (const event of decodeSessionEvents(message.bytes)) {
      this.#learn(event.operation);
      const { result } = this.#marks.receive(event);
      if (result === "repeated") this.#repeated += 1;
      heard.set(event.sessionId, [...(heard.get(event.sessionId) ?? []), event.ssn]);
    }
    this.#isFromPeer = false;
    const marks = [...heard].map(([sessionId, ssns]) => ({
      sessionId,
      // Of a session that is over here nothing more will be applied, so there is nothing to wait for.
      mark: this.#marks.open(sessionId) ? this.mark(sessionId) : U64_MAX,
      heard: ssns,
    }));
    this.#parts.transport.send(this.#parts.regionId, from, { kind: "session marks", marks });
  }

  /** Sends again what was not acknowledged; to be called several times a second. */
  poll(): void {
    for (const [peer, outbox] of this.#outboxes) this.#sendOverdue(peer, outbox);
  }

  #hear(marks: readonly SessionMark[], from: RegionId): void {
    const outbox = this.#outboxes.get(from);
    if (outbox === undefined) return;
    const moved = marks.filter((mark) => outbox.hear(mark));
    // What waited through a partition goes as fast as it is acknowledged.
    if (moved.length > 0) this.#sendOverdue(from, outbox);
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

  #apply({ takenAtMs }: SessionEvent): void {
    this.#applied += 1;
    if (this.#isFromPeer) this.delays.note(this.#parts.nowMs() - takenAtMs);
  }

  /**
   * Takes in what a user hides as soon as it is heard, in whichever order and also when it was heard before: a client that did
   * not get an answer may have repeated itself in another region, under another stamp, and both stand.
   */
  #learn(operation: SessionOperation): void {
    if (operation.word === "seen") return;
    // A clock that is far ahead does not carry this one with it; what was hidden is hidden all the same.
    this.#parts.clock.update(operation.stamp);
    this.negatives.apply(operation);
  }

  #send(peer: RegionId, events: readonly SessionEvent[]): void {
    const bytes = encodeSessionEvents(events);
    this.#parts.transport.send(this.#parts.regionId, peer, { kind: "session events", bytes });
  }
}
