/** Times that were measured one by one, for their percentiles. Milliseconds. */
export class Latencies {
  readonly #values: number[] = [];

  add(ms: number): void {
    this.#values.push(ms);
  }

  get count(): number {
    return this.#values.length;
  }

  /**
   * The smallest measured time that `share` of all did not exceed, by rank; 0 without any.
   *
   * @param share - from 0 to 1.
   */
  percentile(share: number): number {
    const sorted = this.#values.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  }
}
