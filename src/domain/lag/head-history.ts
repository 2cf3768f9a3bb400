import type { U64Array } from "../columns/u64-words";

/** In the place of a time: the head was never seen to move. */
const NEVER_MOVED = -Infinity;

/**
 * When the head of one shard's WAL passed which sequence number: the same object for all slots, see `HeadHistories.at`. Heads and
 * positions are counted from the head with which the history began.
 */
export class HeadHistory {
  #points = new Float64Array(0);
  /** Where the time of the first point stands, and of the last one; each has its head behind it. */
  #first = 0;
  #last = 0;
  #bases: U64Array | undefined;
  #base = 0;

  /** @param count - points from `first` on, at least one. */
  open(points: Float64Array<ArrayBuffer>, first: number, count: number, bases: U64Array, base: number): this {
    this.#points = points;
    this.#first = first;
    this.#last = first + 2 * (count - 1);
    this.#bases = bases;
    this.#base = base;
    return this;
  }

  /** Number `i` of `seqnos` as it is counted here: exact within 2^53 of where the history began. */
  positionOf(seqnos: U64Array, i: number): number {
    return seqnos.difference(i, this.#bases!, this.#base);
  }

  /** The sequence number 0 as it is counted here. */
  get zero(): number {
    return -this.#bases!.float(this.#base);
  }

  /** The last head. */
  get head(): number {
    return this.#points[this.#last + 1]!;
  }

  /** The time of the oldest observation. */
  get sinceMs(): number {
    return this.#points[this.#first]!;
  }

  /** The time of the observation before the last one, undefined before there are two. */
  get beforeLastMs(): number | undefined {
    return this.#last === this.#first ? undefined : this.#points[this.#last - 2];
  }

  /** Milliseconds between the two observations before the last one, undefined before there are three. */
  get intervalBeforeMs(): number | undefined {
    const before = this.#last - 2;
    return before <= this.#first ? undefined : this.#points[before]! - this.#points[before - 2]!;
  }

  /** How long the head had stood where it is at the last observation; below any time when it was never seen to move. */
  stoodMs(): number {
    const points = this.#points;
    let reached = this.#last;
    while (reached > this.#first && points[reached - 1] === points[this.#last + 1]) reached -= 2;
    return reached === this.#first ? NEVER_MOVED : points[this.#last]! - points[reached]!;
  }

  /**
   * When an event was written, interpolated between the two observations around it.
   *
   * @param event - its number, as it is counted here.
   * @returns undefined when it was written before the history begins, or has not been written yet.
   */
  writtenAtMs(event: number): number | undefined {
    const points = this.#points;
    let after = this.#last;
    if (points[after + 1]! < event) return undefined;
    while (after > this.#first && points[after - 1]! >= event) after -= 2;
    if (after === this.#first) return undefined;
    const head = points[after - 1]!;
    // Each of some events in the middle of its share of the time: a single one half-way, nobody knows any better.
    const part = (event - head - 0.5) / (points[after + 1]! - head);
    const beforeMs = points[after - 2]!;
    return beforeMs + part * (points[after]! - beforeMs);
  }
}
