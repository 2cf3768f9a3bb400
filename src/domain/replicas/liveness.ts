import { resized } from "../columns/resized";
import { U64Array } from "../columns/u64-words";
import { NS_PER_MS_F64 } from "../terms/units";

/** How a heartbeat stands to the ones before it. */
export type Freshness = "fresh" | "stale";

/**
 * When each replica was last heard, by our clock. The time stamps of its heartbeats only put them in order: a shard whose
 * clock is wrong by an hour is as alive as any other.
 */
export class Liveness {
  /** Lived time of the last fresh heartbeat; of a replica not heard yet, when its first became due. */
  #sinceMs: Float64Array<ArrayBuffer>;
  /** How old that heartbeat was when it arrived; more than 0 only for the very first. */
  #ageAtArrivalMs: Float64Array<ArrayBuffer>;
  #isHeard: Uint8Array<ArrayBuffer>;
  #arrivalNs: U64Array;
  #newestNs: U64Array;
  /** A time stamp that went back. If the next one follows it, the shard's clock was stepped back and this is its new time. */
  #steppedBackNs: U64Array;
  #hasSteppedBack: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.#sinceMs = new Float64Array(capacity);
    this.#ageAtArrivalMs = new Float64Array(capacity);
    this.#isHeard = new Uint8Array(capacity);
    this.#arrivalNs = new U64Array(capacity);
    this.#newestNs = new U64Array(capacity);
    this.#steppedBackNs = new U64Array(capacity);
    this.#hasSteppedBack = new Uint8Array(capacity);
  }

  resize(capacity: number): void {
    this.#sinceMs = resized(this.#sinceMs, capacity);
    this.#ageAtArrivalMs = resized(this.#ageAtArrivalMs, capacity);
    this.#isHeard = resized(this.#isHeard, capacity);
    this.#arrivalNs = this.#arrivalNs.resized(capacity);
    this.#newestNs = this.#newestNs.resized(capacity);
    this.#steppedBackNs = this.#steppedBackNs.resized(capacity);
    this.#hasSteppedBack = resized(this.#hasSteppedBack, capacity);
  }

  /** The first `length` slots as they are now, to be read, not to be heard of again. */
  copy(length: number): Liveness {
    const copy = new Liveness(0);
    copy.#sinceMs = resized(this.#sinceMs, length);
    copy.#ageAtArrivalMs = resized(this.#ageAtArrivalMs, length);
    copy.#isHeard = resized(this.#isHeard, length);
    copy.#arrivalNs = this.#arrivalNs.resized(length);
    copy.#newestNs = this.#newestNs.resized(length);
    return copy;
  }

  /** A replica is in the slot that has not been heard; its first heartbeat is due from `livedMs` on. */
  expect(slot: number, livedMs: number): void {
    this.#sinceMs[slot] = livedMs;
    this.#ageAtArrivalMs[slot] = 0;
    this.#isHeard[slot] = 0;
    this.#hasSteppedBack[slot] = 0;
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
    if (this.#isHeard[slot] === 0) {
      this.#accept(slot, stampsNs, i, livedMs, wallNs);
      this.#isHeard[slot] = 1;
      const ageNs = this.#arrivalNs.difference(slot, stampsNs, i);
      this.#ageAtArrivalMs[slot] = ageNs > 0 ? ageNs / NS_PER_MS_F64 : 0;
      return "fresh";
    }
    const order = stampsNs.compare(i, this.#newestNs, slot);
    // A duplicate of the newest one is no time line: after an older replay it would look like a clock that stepped back.
    if (order === 0) return "stale";
    if (order < 0 && !this.#confirmsStepBack(slot, stampsNs, i)) {
      this.#steppedBackNs.copy(slot, stampsNs, i);
      this.#hasSteppedBack[slot] = 1;
      return "stale";
    }
    this.#accept(slot, stampsNs, i, livedMs, wallNs);
    return "fresh";
  }

  isHeard(slot: number): boolean {
    return this.#isHeard[slot] === 1;
  }

  /**
   * Milliseconds of silence: the time we lived since the last fresh heartbeat, or since the first one became due. None since
   * one that came after the moment that is judged by.
   */
  silenceMs(slot: number, livedMs: number): number {
    return this.#ageAtArrivalMs[slot]! + Math.max(0, livedMs - this.#sinceMs[slot]!);
  }

  /** Nanoseconds since the epoch, our clock: when the last fresh heartbeat arrived. Undefined before the first. */
  lastArrivalNs(slot: number): bigint | undefined {
    return this.isHeard(slot) ? this.#arrivalNs.bigints[slot] : undefined;
  }

  /** The same in seconds. */
  lastArrivalSeconds(slot: number): number | undefined {
    return this.isHeard(slot) ? this.#arrivalNs.seconds(slot) : undefined;
  }

  /** Whether the last fresh heartbeat of a slot arrived later than another slot's. Both have been heard. */
  arrivedLater(slot: number, other: number): boolean {
    return this.#arrivalNs.compare(slot, this.#arrivalNs, other) > 0;
  }

  /**
   * The shard's clock less ours when its last fresh heartbeat arrived, in seconds, signed and never clamped. Undefined before
   * the first.
   */
  clockSkewSeconds(slot: number): number | undefined {
    return this.isHeard(slot) ? this.#newestNs.differenceSeconds(slot, this.#arrivalNs, slot) : undefined;
  }

  #confirmsStepBack(slot: number, stampsNs: U64Array, i: number): boolean {
    return this.#hasSteppedBack[slot] === 1 && stampsNs.compare(i, this.#steppedBackNs, slot) > 0;
  }

  #accept(slot: number, stampsNs: U64Array, i: number, livedMs: number, wallNs: bigint): void {
    this.#sinceMs[slot] = livedMs;
    this.#ageAtArrivalMs[slot] = 0;
    this.#arrivalNs.bigints[slot] = wallNs;
    this.#newestNs.copy(slot, stampsNs, i);
    this.#hasSteppedBack[slot] = 0;
  }
}
