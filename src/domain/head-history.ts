/** Heads kept per replica. Enough for the last minutes beat by beat and, thinned out, for hours before them. */
const MAX_POINTS = 32;

interface Point {
  readonly timeMs: number;
  readonly head: bigint;
}

/**
 * When the head of a shard's WAL passed which sequence number: a bounded list of (time, head), exact near the present and
 * coarser with age. It turns a follower's position into the age of what it has not applied.
 */
export class HeadHistory {
  #points: Point[] = [];

  /** Adds an observation. A head that went back is another WAL: what was known is void. */
  record(timeMs: number, head: bigint): void {
    const last = this.#points.at(-1);
    if (last && head < last.head) this.#points = [];
    this.#points.push({ timeMs, head });
    if (this.#points.length > MAX_POINTS) this.#thinOut(timeMs);
  }

  /** The time of the oldest observation, undefined before the first. */
  get sinceMs(): number | undefined {
    return this.#points[0]?.timeMs;
  }

  /**
   * When the event with this number was written, interpolated between the two observations around it.
   *
   * @returns undefined when it was written before the history begins, or has not been written yet.
   */
  writtenAtMs(seqno: bigint): number | undefined {
    for (let index = this.#points.length - 1; index > 0; index -= 1) {
      const after = this.#points[index];
      const before = this.#points[index - 1];
      if (!after || !before || after.head < seqno) return undefined;
      if (before.head < seqno) {
        const part = Number(seqno - before.head) / Number(after.head - before.head);
        return before.timeMs + part * (after.timeMs - before.timeMs);
      }
    }
    return undefined;
  }

  /** Drops the inner point whose neighbours lie closest together for their age, so that the error stays a share of the age. */
  #thinOut(nowMs: number): void {
    let victim = 1;
    let smallest = Infinity;
    for (const index of this.#points.keys()) {
      const before = this.#points[index - 1];
      const after = this.#points[index + 1];
      if (!before || !after) continue;
      const spread = (after.timeMs - before.timeMs) / (1 + nowMs - before.timeMs);
      if (spread < smallest) {
        smallest = spread;
        victim = index;
      }
    }
    this.#points.splice(victim, 1);
  }
}
