const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/**
 * Writes milliseconds as Prometheus reads durations: `30s`, `1m30s`, `1d`.
 *
 * @throws RangeError when the value is negative or not a whole number.
 */
export function promqlDuration(durationMs: number): string {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0) {
    throw new RangeError(`duration: expected whole milliseconds, 0 or more, got ${durationMs}`);
  }
  let rest = durationMs;
  let text = "";
  for (const [unit, milliseconds] of UNITS) {
    const count = Math.floor(rest / milliseconds);
    if (count > 0) text += `${count}${unit}`;
    rest %= milliseconds;
  }
  return text === "" ? "0s" : text;
}
