/** What a histogram has counted, as it is read for a scrape. */
export interface LatencyReading {
  /** Upper bounds of the buckets in seconds, the smallest first; the last bucket has none. */
  readonly boundsSeconds: readonly number[];
  /** How many observations are in each bucket by itself, one more than there are bounds. */
  readonly counts: Readonly<Float64Array>;
  /** Of all observations. */
  readonly sumSeconds: number;
}

/**
 * Counts how long something took, in a few buckets. An observation costs some nanoseconds and no memory: it looks for its
 * bucket among less than ten and adds to two numbers.
 */
export class LatencyHistogram implements LatencyReading {
  readonly boundsSeconds: readonly number[];
  readonly counts: Float64Array;
  sumSeconds = 0;

  /** @param boundsSeconds upper bounds, ascending. They are labels of series, so they should never change. */
  constructor(boundsSeconds: readonly number[]) {
    this.boundsSeconds = boundsSeconds;
    this.counts = new Float64Array(boundsSeconds.length + 1);
  }

  /** Counts one observation; one that is negative, because a clock went back, counts as 0. */
  observe(seconds: number): void {
    const bounds = this.boundsSeconds;
    const value = seconds > 0 ? seconds : 0;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sumSeconds += value;
  }
}

// No bound is a whole number: OpenMetrics would spell it otherwise than the text format, and make it another series.

/** From what a local network takes up to where senders give up. */
export const INGEST_BOUNDS_SECONDS: readonly number[] = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 12.5];

/** From what a small cluster takes up to where scrapers give up. */
export const SCRAPE_BOUNDS_SECONDS: readonly number[] = [0.005, 0.025, 0.1, 0.5, 2.5, 12.5];
