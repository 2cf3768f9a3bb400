/**
 * Gives out blocks of consecutive rows in columns that many owners share. Sizes are rounded up to powers of two, so that a
 * block that comes back fits the next owner of about as many rows.
 */
export class RowBlocks {
  #rowCount = 0;
  /** First rows of the blocks that came back, by the exponent of their size. */
  readonly #free: number[][] = [];

  /** Upper bound of all rows ever given out. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** @returns the first of `count` rows; 0 when `count` is 0, which takes up none. */
  take(count: number): number {
    if (count === 0) return 0;
    const exponent = exponentOf(count);
    const reused = this.#free[exponent]?.pop();
    if (reused !== undefined) return reused;
    const start = this.#rowCount;
    this.#rowCount += 2 ** exponent;
    return start;
  }

  /** Takes a block back: `start` and `count` are those that it was taken with. */
  release(start: number, count: number): void {
    if (count === 0) return;
    const exponent = exponentOf(count);
    (this.#free[exponent] ??= []).push(start);
  }
}

function exponentOf(count: number): number {
  return 32 - Math.clz32(count - 1);
}
