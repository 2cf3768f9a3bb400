/** A whole number with a thin space between thousands. */
export declare function formatCount(count: bigint | number): string;
/** Bytes in the largest binary unit that leaves at least 1 before the point. */
export declare function formatBytes(bytes: bigint): string;
/** A rate or another non-integer with one decimal. */
export declare function formatNumber(value: number): string;
/** Seconds as people say them: `4.2 s`, `3 min 20 s`, `5 h 2 min`, `3 d 4 h`. A sign is kept. */
export declare function formatDuration(seconds: number): string;
/** Nanoseconds since the epoch as RFC 3339 in UTC, to the second; the bare number when no date can hold it. */
export declare function formatTime(epochNs: bigint): string;
