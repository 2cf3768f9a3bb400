import { NS_PER_MS } from "../domain/terms/units";

const UNITS: readonly (readonly [unit: string, milliseconds: bigint])[] = [
  ["y", 365n * 86_400_000n],
  ["w", 7n * 86_400_000n],
  ["d", 86_400_000n],
  ["h", 3_600_000n],
  ["m", 60_000n],
  ["s", 1_000n],
  ["ms", 1n],
];

/** Each unit at most once, from the largest to the smallest: the grammar of Prometheus' own durations. */
const GRAMMAR = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Prometheus holds a duration in signed 64-bit nanoseconds, which ends after 292 years. */
const LONGEST_MS = 0x7fff_ffff_ffff_ffffn / NS_PER_MS;

/**
 * Milliseconds of a duration as Prometheus writes it: `30s`, `1h30m`, `500ms`, `1d`, and `0`, the only number that
 * needs no unit. A year has 365 days.
 *
 * @returns undefined for anything else, also for more than the 292 years that Prometheus itself can hold.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = GRAMMAR.exec(text);
  if (match === null || text === "") return undefined;
  let total = 0n;
  for (const [index, [, milliseconds]] of UNITS.entries()) {
    total += BigInt(match[index + 1] ?? "0") * milliseconds;
  }
  return total > LONGEST_MS ? undefined : Number(total);
}

/**
 * Writes whole milliseconds the way {@link parseDuration} reads them, as Prometheus would: `1d` for 24 hours, `1h30m`,
 * years and weeks only where they leave no rest.
 *
 * @throws RangeError when the value is negative or not a whole number.
 */
export function formatDuration(durationMs: number): string {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0) {
    throw new RangeError(`duration: expected whole milliseconds, 0 or more, got ${durationMs}`);
  }
  if (durationMs === 0) return "0s";
  let rest = BigInt(durationMs);
  let text = "";
  for (const [unit, milliseconds] of UNITS) {
    const count = rest / milliseconds;
    if (count === 0n) continue;
    // As in Prometheus: 9d is not 1w2d, and 366d is not 1y1d.
    if ((unit === "y" || unit === "w") && rest % milliseconds !== 0n) continue;
    text += `${count}${unit}`;
    rest %= milliseconds;
  }
  return text;
}
