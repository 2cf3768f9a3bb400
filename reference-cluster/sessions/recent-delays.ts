const MOST_DELAYS = 1_024;

/** The most recent delays, and how long all but a few of them took. */
export class RecentDelays {
  readonly #delaysMs: number[] = [];
  #next = 0;

  /** Delays that are remembered. */
  get count(): number {
    return this.#delaysMs.length;
  }

  note(delayMs: number): void {
    this.#delaysMs[this.#next] = delayMs;
    this.#next = (this.#next + 1) % MOST_DELAYS;
  }

  /** The delay in milliseconds that this part of them did not exceed, 0 to 1; undefined when there is none. */
  quantile(part: number): number | undefined {
    const sorted = [...this.#delaysMs].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }
}
