import type { SessionEvent, SessionMark } from "./session-event";
import type { SessionId } from "./session-seqno";

/** An event that waits, and whether the other region has said that it heard it. */
export interface WaitingEvent {
  readonly event: SessionEvent;
  isHeard: boolean;
}

/** What one region has still to bring to another: everything that it has not heard, or not applied yet, by session. */
export class SessionOutbox {
  readonly #waiting = new Map<SessionId, WaitingEvent[]>();
  #size = 0;

  /** Events that are not known to have arrived. */
  get size(): number {
    return this.#size;
  }

  /** All that waits, by session, the oldest of each first. */
  get waiting(): readonly Readonly<WaitingEvent>[] {
    return [...this.#waiting.values()].flat();
  }

  /** To be called in the order of their numbers. */
  add(event: SessionEvent, isHeard = false): void {
    const waiting = this.#waiting.get(event.sessionId);
    const entry = { event, isHeard };
    if (waiting === undefined) this.#waiting.set(event.sessionId, [entry]);
    else waiting.push(entry);
    this.#size += 1;
  }

  /**
   * Notes what the other region has heard and how far it has come. What it has heard and applied waits no longer; words from
   * before change nothing.
   *
   * @returns whether that was news, and whether fewer events wait now.
   */
  hear({ sessionId, mark, heard }: SessionMark): "known" | "heard" | "gone" {
    const waiting = this.#waiting.get(sessionId);
    if (waiting === undefined) return "known";
    const news = waiting.filter(({ event, isHeard }) => !isHeard && heard.includes(event.ssn));
    for (const entry of news) entry.isHeard = true;
    const left = waiting.filter(({ event, isHeard }) => !isHeard || event.ssn > mark);
    const gone = waiting.length - left.length;
    this.#size -= gone;
    if (left.length === 0) this.#waiting.delete(sessionId);
    else this.#waiting.set(sessionId, left);
    if (gone > 0) return "gone";
    return news.length > 0 ? "heard" : "known";
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
