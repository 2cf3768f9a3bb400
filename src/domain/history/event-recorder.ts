import type { ClusterEvent, EventDraft } from "../terms/cluster-event";
import { NS_PER_MS } from "../terms/units";
import type { EventLog } from "./event-log";

/** Events of one kind in each interval: a change of very many things at once is told by some of them and by a number. */
export const MOST_OF_A_KIND = 128;

/** The same for what any sender of heartbeats can bring about, and for incidents of single shards. */
export const MOST_MINOR = 32;

const INTERVAL_MS = 30_000;

/** How long a text of an event may be; longer ones are cut. */
const MAX_TEXT = 400;

/** How an event is recorded. */
export interface RecordingOptions {
  /** Whether it is about what named itself, or a single shard: fewer of these are kept. */
  readonly isMinor?: boolean;
}

/** Adds events to a log, so many of each kind in half a minute; of more, how many there were. */
export class EventRecorder {
  readonly #log: EventLog;
  /** By kind, and by whether it is minor. */
  readonly #recorded = new Map<string, number>();
  #omitted = new Map<string, number>();
  #beganMs = -Infinity;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Records an event, or counts it. */
  record(draft: EventDraft, { isMinor = false }: RecordingOptions = {}): void {
    this.settle(draft.atNs);
    const key = isMinor ? `minor ${draft.kind}` : draft.kind;
    const recorded = this.#recorded.get(key) ?? 0;
    if (recorded >= (isMinor ? MOST_MINOR : MOST_OF_A_KIND)) {
      this.#omitted.set(draft.kind, (this.#omitted.get(draft.kind) ?? 0) + 1);
      return;
    }
    this.#recorded.set(key, recorded + 1);
    this.#log.add({ ...draft, title: draft.title.slice(0, MAX_TEXT) });
  }

  /** Says what was left out, once its interval is over. To be called every few seconds. */
  settle(nowNs: bigint): void {
    const nowMs = Number(nowNs / NS_PER_MS);
    // A clock that was set back begins a new one, too.
    if (nowMs >= this.#beganMs && nowMs - this.#beganMs < INTERVAL_MS) return;
    this.#beganMs = nowMs;
    this.finish(nowNs);
  }

  /** Says what was left out, at the end of all. */
  finish(nowNs: bigint): void {
    this.#recorded.clear();
    if (this.#omitted.size === 0) return;
    const counts = this.#omitted;
    this.#omitted = new Map();
    const sum = [...counts.values()].reduce((total, count) => total + count, 0);
    const what = sum === 1 ? "1 more event was" : `${sum} more events were`;
    this.#log.add({
      kind: "events_omitted",
      atNs: nowNs,
      title: `${what} left out, because very many came at once`,
      counts,
    });
  }

  /** The latest event that fits; undefined when there is none. */
  latest(fits: (event: ClusterEvent) => boolean): ClusterEvent | undefined {
    return this.#log.events.findLast(fits);
  }
}
