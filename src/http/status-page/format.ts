import type { ShardId } from "../../domain/terms/ids";
import { NS_PER_MS, nsToSeconds } from "../../domain/terms/units";

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] as const;

/** Runs of shards in a sentence; a longer list is looked up in the table of replicas. */
const MAX_RUNS = 8;

/** A whole number with a thin space between thousands, at which no line is broken. */
export function formatCount(count: bigint | number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** Bytes in the largest binary unit that leaves at least 1 before the point. */
export function formatBytes(bytes: bigint): string {
  let unit = 0;
  let value = Number(bytes);
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${BYTE_UNITS[unit] ?? ""}`;
}

/** A rate or another non-integer with one decimal. */
export function formatNumber(value: number): string {
  return value < 1e21 ? value.toFixed(1) : value.toExponential(1);
}

/** Seconds as people say them: `4.2 s`, `3 min 20 s`, `5 h 2 min`, `3 d 4 h`. A sign is kept. */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** How long ago a moment was, both in nanoseconds since the epoch; never below 0, because our clock may have been set since. */
export function formatAge(thenNs: bigint, nowNs: bigint): string {
  return formatDuration(Math.max(0, nsToSeconds(nowNs - thenNs)));
}

/** Nanoseconds since the epoch as RFC 3339 in UTC, to the second; the bare number when no date can hold it. */
export function formatTime(epochNs: bigint): string {
  const date = new Date(Number(epochNs / NS_PER_MS));
  return Number.isNaN(date.getTime()) ? String(epochNs) : date.toISOString().replace(/\.\d+Z$/, "Z");
}

/**
 * Shards in few words: `3`, `0–4, 7`.
 *
 * @param shardIds - the first of them, in any order.
 * @param count - how many there are in all.
 */
export function formatShards(shardIds: readonly ShardId[], count = shardIds.length): string {
  const runs: { first: ShardId; last: ShardId }[] = [];
  for (const shardId of [...new Set(shardIds)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === shardId - 1) run.last = shardId;
    else runs.push({ first: shardId, last: shardId });
  }
  const shown = runs.slice(0, MAX_RUNS);
  const named = shown.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const texts = shown.map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`));
  return texts.join(", ") + (count > named ? ` and ${formatCount(count - named)} more` : "");
}
