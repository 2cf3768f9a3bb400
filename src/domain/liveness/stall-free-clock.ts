import { LongGap, LongGaps } from "./long-gaps";

/** How late a tick may be before it counts as late, in milliseconds. */
const TOLERANCE_MS = 1_000;

/** So many stalls are taken out of any span of lived time that is this long, in milliseconds. */
const MOST_STALLS = 3;
const STALLS_SPAN_MS = 120_000;

/** How far before a gap the work in it may begin to count, in milliseconds. */
const WORK_READ_INTERVAL_MS = 100;

/**
 * The time that this process lived through: monotonic time less the times it stood still itself for long (a stop signal, a frozen
 * virtual machine). Silence is measured on it, so our own stall is never taken for the shards' silence.
 *
 * Work of our own is no stall, nor is standing still for a few seconds, as a process does that is throttled: those count as
 * time. What waited in the sockets meanwhile is taken in before anything is judged, see {@link StallFreeClock.judge}.
 *
 * It takes a background tick to notice a gap, so nothing is subtracted before the first one. After a stall, time stays where
 * it was for one more tick: the heartbeats that waited in the sockets are taken in before anything can turn Offline.
 */
export class StallFreeClock {
  readonly #tickIntervalMs: number;
  readonly #workedMs: () => number;
  readonly #gaps: LongGaps;
  #ticking = false;
  #seenMs: number | undefined;
  #notLivedMs = 0;
  #stalledMs = 0;
  #settlingUntilMs: number | undefined;
  /** What is judged by while heartbeats that waited are taken in, and until when on the monotonic clock. */
  #held: { readonly atMs: number; readonly untilMs: number } | undefined;
  #judgedMs = -Infinity;
  /**
   * The longest time that the process may stand still and be taken to have lived, in milliseconds: with a heartbeat's interval on
   * top, still far from the silence that is Offline.
   */
  longestLivedStallMs = 10_000;
  /** Lived times of the last stalls that were taken out. */
  #stalls: number[] = [];
  #workedBeforeMs: number;
  #workedReadMs = -Infinity;

  /**
   * @param tickIntervalMs - how often `tick` will be called.
   * @param workedMs - milliseconds of processor time that this process has used, ever; without it, as if it never worked.
   * @param gaps - is told of every gap of more than `longestLivedStallMs`, taken out or not.
   * @throws RangeError when the interval is not more than 0.
   */
  constructor(tickIntervalMs: number, workedMs: () => number = () => 0, gaps = new LongGaps()) {
    if (!(tickIntervalMs > 0)) {
      throw new RangeError(`tickIntervalMs: expected milliseconds, more than 0, got ${tickIntervalMs}`);
    }
    this.#tickIntervalMs = tickIntervalMs;
    this.#workedMs = workedMs;
    this.#gaps = gaps;
    this.#workedBeforeMs = workedMs();
  }

  /**
   * Notes that the process is alive now, and returns its lived time in milliseconds: when something arrived that arrived now.
   *
   * @param readMs - on the monotonic clock. A reading from before the last look counts as that look: it may be the shared one
   *   of a batch during which this process stood still, and must not turn that time into silence.
   */
  observe(readMs: number): number {
    const seenMs = this.#seenMs ?? readMs;
    const monotonicMs = Math.max(readMs, seenMs);
    const gapMs = monotonicMs - seenMs;
    this.#seenMs = monotonicMs;
    if (this.#ticking && gapMs > this.#tickIntervalMs + TOLERANCE_MS) this.#noteGap(seenMs, monotonicMs);
    else if (this.#settlingUntilMs !== undefined) {
      this.#notLivedMs += gapMs;
      if (monotonicMs >= this.#settlingUntilMs) this.#settlingUntilMs = undefined;
    }
    this.#readWork(monotonicMs);
    return monotonicMs - this.#notLivedMs;
  }

  /**
   * As `observe`, and returns the lived time by which silence is to be judged: that of the last moment up to which everything
   * that had arrived was surely taken in. After a gap that is the moment before it, for one tick; it never goes back.
   */
  judge(readMs: number): number {
    const livedMs = this.observe(readMs);
    if (this.#held !== undefined && livedMs + this.#notLivedMs >= this.#held.untilMs) this.#held = undefined;
    this.#judgedMs = Math.max(this.#judgedMs, Math.min(livedMs, this.#held?.atMs ?? livedMs));
    return this.#judgedMs;
  }

  /** The background tick: as `judge`, and from the first one on, gaps are noticed. */
  tick(monotonicMs: number): number {
    const judgedMs = this.judge(monotonicMs);
    this.#ticking = true;
    return judgedMs;
  }

  /** Seconds that the process stood still, ever, its own work left aside. */
  get stalledSeconds(): number {
    return this.#stalledMs / 1000;
  }

  #noteGap(seenMs: number, monotonicMs: number): void {
    const livedBeforeMs = seenMs - this.#notLivedMs;
    const idleMs = Math.max(0, monotonicMs - seenMs - (this.#workedMs() - this.#workedBeforeMs));
    const stallMs = Math.max(0, idleMs - this.#tickIntervalMs);
    this.#stalledMs += stallMs;
    const isTakenOut = idleMs > this.longestLivedStallMs && this.#mayTakeOut(livedBeforeMs);
    if (monotonicMs - seenMs > this.longestLivedStallMs)
      this.#gaps.note(new LongGap(seenMs, monotonicMs, livedBeforeMs, isTakenOut ? stallMs : 0));
    if (isTakenOut) {
      this.#notLivedMs += stallMs;
      this.#settlingUntilMs = monotonicMs + this.#tickIntervalMs;
      return;
    }
    this.#settlingUntilMs = undefined;
    // What arrived before a gap that follows another had its turn between the two, up to a tick before this one.
    const atMs = this.#held === undefined ? livedBeforeMs : livedBeforeMs - this.#tickIntervalMs;
    this.#held = { atMs, untilMs: monotonicMs + this.#tickIntervalMs };
  }

  /** Whether a stall may be taken out: a process that is stopped again and again is awake between, and hears. */
  #mayTakeOut(livedMs: number): boolean {
    this.#stalls = this.#stalls.filter((atMs) => livedMs - atMs < STALLS_SPAN_MS);
    if (this.#stalls.length >= MOST_STALLS) return false;
    this.#stalls.push(livedMs);
    return true;
  }

  /** Keeps how much had been worked before a gap that may come; not at every look, because the system has to be asked. */
  #readWork(monotonicMs: number): void {
    if (monotonicMs - this.#workedReadMs < WORK_READ_INTERVAL_MS) return;
    this.#workedReadMs = monotonicMs;
    this.#workedBeforeMs = this.#workedMs();
  }
}
