/** One reading of both clocks, taken together. */
export interface Instant {
  /** Milliseconds on a clock that only goes forward; its zero means nothing. Every duration is measured on it. */
  readonly monotonicMs: number;
  /** Nanoseconds since the Unix epoch, as the wall clock has it. May step; only shown, or compared with a shard's clock. */
  readonly wallNs: bigint;
}

/** Where the time comes from. The domain reads no clock of its own, so that tests can say what time it is. */
export type Clock = () => Instant;

export const NS_PER_MS = 1_000_000n;
export const NS_PER_SECOND = 1_000_000_000n;

/** Nanoseconds as seconds. Splits whole seconds from the rest, so that epoch nanoseconds keep their microseconds. */
export function nsToSeconds(ns: bigint): number {
  return Number(ns / NS_PER_SECOND) + Number(ns % NS_PER_SECOND) / 1e9;
}
