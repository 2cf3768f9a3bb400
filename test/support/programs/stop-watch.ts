/** How often it looks at the clock. */
const LOOK_MS = 50;
/** What counts at the most from one look to the next: longer than a busy machine keeps one waiting. */
const MOST_MS = 500;

/** A stop watch that stands still while this process does: a machine that was paused gave nobody the time to do anything. */
export class StopWatch {
  #passedMs = 0;
  #lastMs = performance.now();
  readonly #looking = setInterval(() => this.passedMs, LOOK_MS);

  /** Since it was made, or was stopped. */
  get passedMs(): number {
    const nowMs = performance.now();
    this.#passedMs += Math.min(nowMs - this.#lastMs, MOST_MS);
    this.#lastMs = nowMs;
    return this.#passedMs;
  }

  /** Ends it; it would keep the process alive. */
  stop(): void {
    clearInterval(this.#looking);
  }
}
