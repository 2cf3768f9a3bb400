import { IdempotencyStore } from "./idempotency-store";
import { idempotencyKey } from "./session-event";
import type { SessionEvent } from "./session-event";
import { formatSessionSeqNo } from "./session-seqno";
import type { SessionId, SessionSeqNo } from "./session-seqno";

/** What became of an event: applied, known before, kept until those before it have come, or refused for the reason given. */
export type EventResult =
  | { readonly result: "applied" | "repeated" | "kept" }
  | { readonly result: "refused"; readonly message: string };

/** What a region has room for. */
export interface SessionLimits {
  /** Sessions that are followed; beyond them the oldest one is over. */
  readonly mostSessions: number;
  /** Events of one session that may wait for one before them. */
  readonly mostKept: number;
  /** Keys of events that are remembered. */
  readonly mostKeys: number;
}

export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  mostSessions: 10_000,
  mostKept: 64,
  mostKeys: 100_000,
};

/** What a region knows of sessions. */
export interface MarksRecord {
  /** Sessions up to this one are over if they are not among those below. */
  readonly overThrough: SessionId;
  readonly sessions: readonly (readonly [SessionId, mark: SessionSeqNo, kept: readonly SessionEvent[]])[];
}

interface Session {
  mark: SessionSeqNo;
  readonly kept: Map<SessionSeqNo, SessionEvent>;
}

/**
 * How far a region has applied each session: a high-water mark that only goes forward, by one event at a time. An event is
 * applied once, however often and in whichever order it comes; also when its key was forgotten, and when its session was.
 */
export class SessionMarks {
  readonly #apply: (event: SessionEvent) => void;
  readonly #limits: SessionLimits;
  readonly #keys: IdempotencyStore;
  readonly #sessions = new Map<SessionId, Session>();
  /** Sessions up to this one are over if they are not followed. */
  #overThrough: SessionId = 0n;

  /** @param onKey hears of the key of each event that is taken in. */
  constructor(
    apply: (event: SessionEvent) => void,
    limits = DEFAULT_SESSION_LIMITS,
    onKey: (key: string) => void = () => undefined,
  ) {
    this.#apply = apply;
    this.#limits = limits;
    this.#keys = new IdempotencyStore(limits.mostKeys, onKey);
  }

  /** All that is known of sessions, but for the keys. */
  get record(): MarksRecord {
    const sessions = [...this.#sessions].map(
      ([sessionId, { mark, kept }]) => [sessionId, mark, [...kept.values()]] as const,
    );
    return { overThrough: this.#overThrough, sessions };
  }

  /** The highest number of a session that was ever followed here; 0 when none was. */
  get latestSession(): SessionId {
    let latest = this.#overThrough;
    for (const sessionId of this.#sessions.keys()) if (sessionId > latest) latest = sessionId;
    return latest;
  }

  /** Takes up what another start of this region knew of sessions; to be called before anything else. */
  restore({ overThrough, sessions }: MarksRecord): void {
    this.#overThrough = overThrough;
    for (const [sessionId, mark, kept] of sessions) {
      this.#sessions.set(sessionId, { mark, kept: new Map(kept.map((event) => [event.ssn, event])) });
    }
  }

  /**
   * Takes up keys of another start, the oldest first. To be called last: an event whose key is known counts as taken in, and one
   * that is replayed has not been.
   */
  restoreKeys(keys: readonly string[]): void {
    this.#keys.restore(keys);
  }

  /** Sessions that are followed. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Keys that are remembered. */
  get keyCount(): number {
    return this.#keys.size;
  }

  /** The last event of a session that was applied, and all before it; 0 when none was. */
  mark(sessionId: SessionId): SessionSeqNo {
    return this.#sessions.get(sessionId)?.mark ?? 0n;
  }

  /** Follows a session from now on, if it was not. @returns false for one that is over: nothing of it is taken in any more. */
  open(sessionId: SessionId): boolean {
    return this.#session(sessionId) !== undefined;
  }

  receive(event: SessionEvent): EventResult {
    const session = this.#session(event.sessionId);
    if (session === undefined) return refused(`session ${event.sessionId}: it is over; begin another`);
    if (event.ssn <= session.mark) return { result: "repeated" };
    const key = idempotencyKey(event);
    if (this.#keys.has(key)) return { result: "repeated" };
    if (event.ssn > session.mark + 1n) return this.#keep(session, event, key);
    this.#keys.add(key);
    this.#applyNext(session, event);
    for (;;) {
      const next = session.kept.get(session.mark + 1n);
      if (next === undefined) return { result: "applied" };
      session.kept.delete(next.ssn);
      this.#applyNext(session, next);
    }
  }

  #applyNext(session: Session, event: SessionEvent): void {
    session.mark = event.ssn;
    this.#apply(event);
  }

  #keep(session: Session, event: SessionEvent, key: string): EventResult {
    const expected = `expected ${formatSessionSeqNo(session.mark + 1n)} next, got ${formatSessionSeqNo(event.ssn)}`;
    if (session.kept.has(event.ssn))
      return refused(`session ${event.sessionId}: another event has that number`);
    if (session.kept.size >= this.#limits.mostKept) {
      return refused(`session ${event.sessionId}: ${expected}, and ${session.kept.size} wait already`);
    }
    this.#keys.add(key);
    session.kept.set(event.ssn, event);
    return { result: "kept" };
  }

  #session(sessionId: SessionId): Session | undefined {
    let session = this.#sessions.get(sessionId);
    if (session !== undefined) return session;
    if (sessionId <= this.#overThrough) return undefined;
    session = { mark: 0n, kept: new Map() };
    this.#sessions.set(sessionId, session);
    return this.#sessions.size > this.#limits.mostSessions && this.#endOldest() === sessionId
      ? undefined
      : session;
  }

  #endOldest(): SessionId {
    let oldest: SessionId | undefined;
    for (const sessionId of this.#sessions.keys()) {
      if (oldest === undefined || sessionId < oldest) oldest = sessionId;
    }
    this.#overThrough = oldest ?? this.#overThrough;
    this.#sessions.delete(this.#overThrough);
    return this.#overThrough;
  }
}

function refused(message: string): EventResult {
  return { result: "refused", message };
}
