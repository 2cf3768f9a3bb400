/** How late the event loop was since it was last asked for, in seconds; 0 while nothing has been measured. */
export interface EventLoopDelays {
    /** What a single probe met that was begun when it was last asked for. */
    readonly probe: number;
    readonly min: number;
    readonly max: number;
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
}
