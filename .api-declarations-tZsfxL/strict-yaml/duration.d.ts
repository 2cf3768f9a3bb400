/**
 * Milliseconds of a duration as Prometheus writes it: `30s`, `1h30m`, `500ms`, `1d`, and `0`, the only number that
 * needs no unit. A year has 365 days.
 *
 * @returns undefined for anything else, also for more than the 292 years that Prometheus itself can hold.
 */
export declare function parseDuration(text: string): number | undefined;
/**
 * Writes whole milliseconds the way {@link parseDuration} reads them, as Prometheus would: `1d` for 24 hours, `1h30m`,
 * years and weeks only where they leave no rest.
 *
 * @throws RangeError when the value is negative or not a whole number.
 */
export declare function formatDuration(durationMs: number): string;
