import type { SessionEvent, SessionMark } from "./session-event";
import type { SessionId } from "./session-seqno";

interface Waiting {
  readonly event: SessionEvent;
  isHeard: boolean;
}

/** What one region has still to bring to another: everything that it has not heard, or not applied yet, by session. */
export class SessionOutbox {
  readonly #waiting = new Map<SessionId, Waiting[]>();
  #size = 0;

  /** Events that are not known to have arrived. */
  get size(): number {
    return this.#size;
  }

  /** To be called in the order of their numbers. */
  add(event: SessionEvent): void {
    const waiting = this.#waiting.get(event.sessionId);
    const entry = { event, isHeard: false };
    if (waiting === undefined) this.#waiting.set(event.sessionId, [entry]);
    else waiting.push(entry);
    this.#size += 1;
  }

  /**
   * Notes what the other region has heard and how far it has come. What it has heard and applied waits no longer; words from
   * before change nothing.
   *
   * @returns whether fewer events wait now.
   */
  hear({ sessionId, mark, heard }: SessionMark): boolean {
    const waiting = this.#waiting.get(sessionId);
    if (waiting === undefined) return false;
    for (const entry of waiting) if (heard.includes(entry.event.ssn)) entry.isHeard = true;
    const left = waiting.filter(({ event, isHeard }) => !isHeard || event.ssn > mark);
    const gone = waiting.length - left.length;
    this.#size -= gone;
    if (left.length === 0) this.#waiting.delete(sessionId);
    else this.#waiting.set(sessionId, left);
    return gone > 0;
  }

  /** Events that were taken in before that time, the oldest of each session first, at most so many. */
  takenBefore(takenAtMs: number, most: number): SessionEvent[] {
    const found: SessionEvent[] = [];
    for (const waiting of this.#waiting.values()) {
      for (const { event } of waiting) {
        if (found.length >= most) return found;
        if (event.takenAtMs > takenAtMs) break;
        found.push(event);
      }
    }
    return found;
  }
}
