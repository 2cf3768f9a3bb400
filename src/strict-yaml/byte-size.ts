const UNITS: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["B", 1],
  ["KiB", 2 ** 10],
  ["MiB", 2 ** 20],
  ["GiB", 2 ** 30],
  ["TiB", 2 ** 40],
]);

/**
 * Bytes of a size such as `8MiB`, `512KiB`, `100B` or `4096`. Only the units that mean one thing: `MB` is a million to
 * some and 2^20 to others, and is not taken; nor are leading zeros, which mean base 8 to some.
 *
 * @returns undefined for anything else, also beyond 2^53 - 1 bytes.
 */
export function parseByteSize(text: string): number | undefined {
  const match = /^(0|[1-9]\d*)([A-Za-z]*)$/.exec(text);
  const unit = UNITS.get(match?.[2] ?? "");
  if (match === null || unit === undefined) return undefined;
  const bytes = Number(match[1]) * unit;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Writes bytes the way {@link parseByteSize} reads them, in the largest unit that leaves no rest; plain below 1 KiB. */
export function formatByteSize(bytes: number): string {
  let text = String(bytes);
  for (const [unit, size] of UNITS) {
    if (size > 1 && bytes >= size && bytes % size === 0) text = `${bytes / size}${unit}`;
  }
  return text;
}
