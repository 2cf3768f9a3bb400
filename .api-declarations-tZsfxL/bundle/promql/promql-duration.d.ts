/**
 * Writes milliseconds as Prometheus reads durations: `30s`, `1m30s`, `1d`.
 *
 * @throws RangeError when the value is negative or not a whole number.
 */
export declare function promqlDuration(durationMs: number): string;
