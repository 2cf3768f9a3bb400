import { resized } from "../columns/resized";

/** So many times are kept for each slot. */
export const KEPT_TIMES = 8;

/** When something last happened to each replica, to the second: enough to see that it happens again and again. */
export class RecentTimes {
  /** By slot, `KEPT_TIMES` each: one more than the lived second, 0 for none. */
  #seconds: Uint32Array<ArrayBuffer>;
  #next: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.#seconds = new Uint32Array(capacity * KEPT_TIMES);
    this.#next = new Uint8Array(capacity);
  }

  resize(capacity: number): void {
    this.#seconds = resized(this.#seconds, capacity * KEPT_TIMES);
    this.#next = resized(this.#next, capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#seconds.fill(0, slot * KEPT_TIMES, (slot + 1) * KEPT_TIMES);
  }

  add(slot: number, livedMs: number): void {
    const place = this.#next[slot]!;
    this.#seconds[slot * KEPT_TIMES + place] = Math.floor(livedMs / 1000) + 1;
    this.#next[slot] = (place + 1) % KEPT_TIMES;
  }

  /** How often it happened in the last `withinMs` before `livedMs`; of more than {@link KEPT_TIMES}, that many. */
  countWithin(slot: number, livedMs: number, withinMs: number): number {
    const earliest = Math.max(1, Math.floor((livedMs - withinMs) / 1000) + 1);
    let count = 0;
    for (let i = slot * KEPT_TIMES; i < (slot + 1) * KEPT_TIMES; i += 1) {
      if (this.#seconds[i]! >= earliest) count += 1;
    }
    return count;
  }
}
