/** A stretch of time for prose: `3 days`, `1 hour`, `30 s`, in the largest unit that leaves no rest. */
export declare function durationText(durationMs: number): string;
/** A size for prose: `1 GiB`, in the largest unit that leaves no rest. */
export declare function byteText(bytes: number): string;
