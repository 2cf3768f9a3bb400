/**
 * Which moments are still being read. Moments are numbered; bytes know the moment after which they were made, and whether
 * a reader may still need them is one comparison: see {@link LiveCaptures.mayRead}.
 */
export class LiveCaptures {
  readonly #live = new Set<number>();
  #latest = 0;
  #newestLive = 0;

  /** The number of the last capture that was taken; 0 before the first. What is made now is in none up to it. */
  get latest(): number {
    return this.#latest;
  }

  /** How many captures are being read. */
  get liveCount(): number {
    return this.#live.size;
  }

  /**
   * Whether a live capture may hold bytes that were made when `latest` was `madeAfter`. Says yes too often, but never no too
   * often: the newest live capture is asked, and a holder of the bytes is not older than they are.
   */
  mayRead(madeAfter: number): boolean {
    return madeAfter < this.#newestLive;
  }

  /** Begins a capture and returns its number. */
  take(): number {
    this.#latest += 1;
    this.#newestLive = this.#latest;
    this.#live.add(this.#latest);
    return this.#latest;
  }

  /** Ends a capture; a second time changes nothing. */
  release(capture: number): void {
    if (!this.#live.delete(capture)) return;
    this.#newestLive = Math.max(0, ...this.#live);
  }
}
