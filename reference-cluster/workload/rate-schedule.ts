/** Signals a second in the whole cluster, at most: the most that tidalDB plans for three regions of five shards. */
export const MOST_SIGNALS_PER_SECOND = 25_000;

const MEAN = 0.75;
/** A region's day, of ten minutes: regions are busy one after the other. */
const DAY = { part: 0.17, periodMs: 600_000 };
/** A shard's own ups and downs. */
const RIPPLE = { part: 0.08, periodMs: 47_000 };
const GOLDEN_RATIO = 0.618_033_988_749_894_9;

/** One shard's part in the schedule. */
export interface ScheduledShard {
  /** Where the shard's region is in its day at the start, 0 to 1. */
  readonly phase: number;
  /** Distinguishes shards, a whole number. */
  readonly ordinal: number;
}

/**
 * How many signals each shard gets: between half the peak rate and all of it, rising and falling gently. A function of
 * time alone, given as a sum since the start, so that no signal is lost or counted twice however unevenly it is asked.
 */
export class RateSchedule {
  readonly #shards: readonly (ScheduledShard & { readonly peakPerMs: number })[];

  /**
   * @param peakPerSecond of all shards together; shards differ by up to a half.
   * @throws RangeError when the rate is not more than 0 and at most {@link MOST_SIGNALS_PER_SECOND}.
   */
  constructor(peakPerSecond: number, shards: readonly ScheduledShard[]) {
    if (!(peakPerSecond > 0 && peakPerSecond <= MOST_SIGNALS_PER_SECOND)) {
      throw new RangeError(
        `signals per second: expected more than 0 and at most ${MOST_SIGNALS_PER_SECOND}, got ${peakPerSecond}`,
      );
    }
    const weights = shards.map(({ ordinal }) => 0.8 + 0.4 * ((ordinal * GOLDEN_RATIO) % 1));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    this.#shards = shards.map((shard, index) => ({
      ...shard,
      peakPerMs: (peakPerSecond * (weights[index] ?? 0)) / sum / 1000,
    }));
  }

  /** Signals of a shard (by its place in the list) from the start until `elapsedMs` later; not rounded. */
  signalsUntil(index: number, elapsedMs: number): number {
    const shard = this.#shards[index];
    if (shard === undefined) return 0;
    const ripplePhase = (shard.ordinal * GOLDEN_RATIO) % 1;
    const shape =
      MEAN * elapsedMs + swing(DAY, shard.phase, elapsedMs) + swing(RIPPLE, ripplePhase, elapsedMs);
    return shard.peakPerMs * shape;
  }
}

/** The integral of `part * sin(2 pi (t / period + phase))` from 0 to `elapsedMs`. */
function swing({ part, periodMs }: typeof DAY, phase: number, elapsedMs: number): number {
  const turn = 2 * Math.PI;
  const start = Math.cos(turn * phase);
  const end = Math.cos(turn * (elapsedMs / periodMs + phase));
  return ((part * periodMs) / turn) * (start - end);
}
