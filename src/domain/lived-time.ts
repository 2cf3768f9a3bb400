/** How late a tick may be before the process counts as having stood still, in milliseconds. */
const TOLERANCE_MS = 1_000;

/**
 * The time that this process lived through: monotonic time less the times it stood still itself (a stop signal, a frozen
 * virtual machine, a long pause). Silence is measured on it, so our own stall is never taken for the shards' silence.
 *
 * It takes a background tick to notice a stall, so nothing is subtracted before the first one. After a stall, time stays where
 * it was for one more tick: the heartbeats that waited in the sockets are taken in before anything can turn Offline.
 */
export class LivedTime {
  readonly #tickIntervalMs: number;
  #ticking = false;
  #seenMs: number | undefined;
  #notLivedMs = 0;
  #stalledMs = 0;
  #settlingUntilMs: number | undefined;

  /**
   * @param tickIntervalMs - how often `tick` will be called.
   * @throws RangeError when that is not more than 0.
   */
  constructor(tickIntervalMs: number) {
    if (!(tickIntervalMs > 0)) {
      throw new RangeError(`tickIntervalMs: expected milliseconds, more than 0, got ${tickIntervalMs}`);
    }
    this.#tickIntervalMs = tickIntervalMs;
  }

  /**
   * Notes that the process is alive now, and returns its lived time in milliseconds.
   *
   * @param readMs - on the monotonic clock. A reading from before the last look counts as that look: it may be the shared one
   *   of a batch during which this process stood still, and must not turn that time into silence.
   */
  observe(readMs: number): number {
    const seenMs = this.#seenMs ?? readMs;
    const monotonicMs = Math.max(readMs, seenMs);
    const gapMs = monotonicMs - seenMs;
    this.#seenMs = monotonicMs;
    if (this.#ticking && gapMs > this.#tickIntervalMs + TOLERANCE_MS) {
      const stallMs = gapMs - this.#tickIntervalMs;
      this.#stalledMs += stallMs;
      this.#notLivedMs += stallMs;
      this.#settlingUntilMs = monotonicMs + this.#tickIntervalMs;
    } else if (this.#settlingUntilMs !== undefined) {
      this.#notLivedMs += gapMs;
      if (monotonicMs >= this.#settlingUntilMs) this.#settlingUntilMs = undefined;
    }
    return monotonicMs - this.#notLivedMs;
  }

  /** The background tick: as `observe`, and from the first one on, gaps are noticed. */
  tick(monotonicMs: number): number {
    const livedMs = this.observe(monotonicMs);
    this.#ticking = true;
    return livedMs;
  }

  /** Seconds that the process stood still, ever. */
  get stalledSeconds(): number {
    return this.#stalledMs / 1000;
  }
}
