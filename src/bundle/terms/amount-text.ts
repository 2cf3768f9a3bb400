const WORDS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const BYTE_UNITS = [
  ["TiB", 1024 ** 4],
  ["GiB", 1024 ** 3],
  ["MiB", 1024 ** 2],
  ["KiB", 1024],
] as const;

/** A stretch of time for prose: `3 days`, `1 hour`, `30 s`, in the largest unit that leaves no rest. */
export function durationText(durationMs: number): string {
  for (const [word, unitMs] of WORDS) {
    const count = durationMs / unitMs;
    if (count >= 1 && Number.isInteger(count)) return count === 1 ? `1 ${word}` : `${count} ${word}s`;
  }
  return `${durationMs / 1000} s`;
}

/** A size for prose: `1 GiB`, in the largest unit that leaves no rest. */
export function byteText(bytes: number): string {
  for (const [unit, size] of BYTE_UNITS) {
    if (bytes >= size && bytes % size === 0) return `${bytes / size} ${unit}`;
  }
  return `${bytes} B`;
}
