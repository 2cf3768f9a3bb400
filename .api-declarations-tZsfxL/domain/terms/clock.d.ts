/** One reading of both clocks, taken together. */
export interface Instant {
    /** Milliseconds on a clock that only goes forward; its zero means nothing. Every duration is measured on it. */
    readonly monotonicMs: number;
    /** Nanoseconds since the Unix epoch, as the wall clock has it. May step; only shown, or compared with a shard's clock. */
    readonly wallNs: bigint;
}
/** Where the time comes from. The domain reads no clock of its own, so that tests can say what time it is. */
export type Clock = () => Instant;
