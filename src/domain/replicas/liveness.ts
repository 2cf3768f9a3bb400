import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";
import { NS_PER_MS_F64 } from "../terms/units";

/** How a heartbeat stands to the ones before it. */
export type Freshness = "fresh" | "stale";

/** All that is kept, by slot. */
interface LivenessColumns {
  /** Lived time of the last fresh heartbeat; of a replica not heard yet, when its first became due. */
  readonly sinceMs: Float64Array<ArrayBuffer>;
  /** How old that heartbeat was when it arrived; more than 0 only for the very first. */
  readonly ageAtArrivalMs: Float64Array<ArrayBuffer>;
  readonly isHeard: Uint8Array<ArrayBuffer>;
  readonly arrivalNs: U64Array;
  readonly newestNs: U64Array;
  /** A time stamp that went back. If the next one follows it, the shard's clock was stepped back and this is its new time. */
  readonly steppedBackNs: U64Array;
  readonly hasSteppedBack: Uint8Array<ArrayBuffer>;
}

/**
 * When each replica was last heard, by our clock. The time stamps of its heartbeats only put them in order: a shard whose
 * clock is wrong by an hour is as alive as any other.
 */
export class Liveness {
  #columns: LivenessColumns;

  /** @param from - what the columns begin with; zeros without. */
  constructor(capacity: number, from: LivenessColumns = NOTHING_HEARD) {
    this.#columns = resizedLiveness(from, capacity);
  }

  resize(capacity: number): void {
    this.#columns = resizedLiveness(this.#columns, capacity);
  }

  /** The first `length` slots as they are now. */
  copy(length: number): Liveness {
    return new Liveness(length, this.#columns);
  }

  /** A replica is in the slot that has not been heard; its first heartbeat is due from `livedMs` on. */
  expect(slot: number, livedMs: number): void {
    this.#columns.sinceMs[slot] = livedMs;
    this.#columns.ageAtArrivalMs[slot] = 0;
    this.#columns.isHeard[slot] = 0;
    this.#columns.hasSteppedBack[slot] = 0;
  }

  /**
   * Judges a heartbeat by its time stamp, number `i` of `stampsNs`. The first ever is fresh, and as old as it says; one from
   * the future is new. A later one is fresh when it is later than the newest accepted one, or the second in a row to advance
   * on a time line further back. Stale: a duplicate, a replay, out of order, or the first after a step back; it changes
   * nothing else.
   *
   * @param livedMs - when it arrived: milliseconds that this process has lived, without its own stalls.
   * @param wallNs - the same, in nanoseconds since the epoch on our clock.
   */
  arrive(slot: number, stampsNs: U64Array, i: number, livedMs: number, wallNs: bigint): Freshness {
    if (this.#columns.isHeard[slot] === 0) {
      this.#accept(slot, stampsNs, i, livedMs, wallNs);
      this.#columns.isHeard[slot] = 1;
      const ageNs = this.#columns.arrivalNs.difference(slot, stampsNs, i);
      this.#columns.ageAtArrivalMs[slot] = ageNs > 0 ? ageNs / NS_PER_MS_F64 : 0;
      return "fresh";
    }
    const order = stampsNs.compare(i, this.#columns.newestNs, slot);
    // A duplicate of the newest one is no time line: after an older replay it would look like a clock that stepped back.
    if (order === 0) return "stale";
    if (order < 0 && !this.#confirmsStepBack(slot, stampsNs, i)) {
      this.#columns.steppedBackNs.copy(slot, stampsNs, i);
      this.#columns.hasSteppedBack[slot] = 1;
      return "stale";
    }
    this.#accept(slot, stampsNs, i, livedMs, wallNs);
    return "fresh";
  }

  isHeard(slot: number): boolean {
    return this.#columns.isHeard[slot] === 1;
  }

  /**
   * Milliseconds of silence: the time we lived since the last fresh heartbeat, or since the first one became due. None since
   * one that came after the moment that is judged by.
   */
  silenceMs(slot: number, livedMs: number): number {
    return this.#columns.ageAtArrivalMs[slot]! + Math.max(0, livedMs - this.#columns.sinceMs[slot]!);
  }

  /** Nanoseconds since the epoch, our clock: when the last fresh heartbeat arrived. Undefined before the first. */
  lastArrivalNs(slot: number): bigint | undefined {
    return this.isHeard(slot) ? this.#columns.arrivalNs.bigints[slot] : undefined;
  }

  /** The same in seconds. */
  lastArrivalSeconds(slot: number): number | undefined {
    return this.isHeard(slot) ? this.#columns.arrivalNs.seconds(slot) : undefined;
  }

  /** Whether the last fresh heartbeat of a slot arrived later than another slot's. Both have been heard. */
  arrivedLater(slot: number, other: number): boolean {
    return this.#columns.arrivalNs.compare(slot, this.#columns.arrivalNs, other) > 0;
  }

  /**
   * The shard's clock less ours when its last fresh heartbeat arrived, in seconds, signed and never clamped. Undefined before
   * the first.
   */
  clockSkewSeconds(slot: number): number | undefined {
    return this.isHeard(slot)
      ? this.#columns.newestNs.differenceSeconds(slot, this.#columns.arrivalNs, slot)
      : undefined;
  }

  #confirmsStepBack(slot: number, stampsNs: U64Array, i: number): boolean {
    return (
      this.#columns.hasSteppedBack[slot] === 1 && stampsNs.compare(i, this.#columns.steppedBackNs, slot) > 0
    );
  }

  #accept(slot: number, stampsNs: U64Array, i: number, livedMs: number, wallNs: bigint): void {
    this.#columns.sinceMs[slot] = livedMs;
    this.#columns.ageAtArrivalMs[slot] = 0;
    this.#columns.arrivalNs.bigints[slot] = wallNs;
    this.#columns.newestNs.copy(slot, stampsNs, i);
    this.#columns.hasSteppedBack[slot] = 0;
  }
}

const NOTHING_HEARD: LivenessColumns = {
  sinceMs: new Float64Array(0),
  ageAtArrivalMs: new Float64Array(0),
  isHeard: new Uint8Array(0),
  arrivalNs: new U64Array(0),
  newestNs: new U64Array(0),
  steppedBackNs: new U64Array(0),
  hasSteppedBack: new Uint8Array(0),
};

/** The one place where columns are made of others: it has to name all of them. */
function resizedLiveness(columns: LivenessColumns, capacity: number): LivenessColumns {
  return {
    sinceMs: resized(columns.sinceMs, capacity),
    ageAtArrivalMs: resized(columns.ageAtArrivalMs, capacity),
    isHeard: resized(columns.isHeard, capacity),
    arrivalNs: columns.arrivalNs.resized(capacity),
    newestNs: columns.newestNs.resized(capacity),
    steppedBackNs: columns.steppedBackNs.resized(capacity),
    hasSteppedBack: resized(columns.hasSteppedBack, capacity),
  };
}
