import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Signal } from "./signal";

/** Replicas that no replica of the exporter has a fresh heartbeat of. */
function silent(promql: Promql): string {
  return `${promql.aggregate("max", ["region", "shard"], promql.metric("tidaldb_shard_up"))} == 0`;
}

/**
 * Replicas that have been heard, also if that was before the exporter last started: a new process knows nothing of the
 * heartbeats of its predecessor.
 */
function heardBefore(promql: Promql): string {
  const arrival = promql.metric("tidaldb_shard_last_heartbeat_timestamp_seconds");
  const window = promqlDuration(promql.options.windows.heardMs);
  return promql.aggregate("group", ["region", "shard"], `present_over_time(${arrival}[${window}])`);
}

/** Replicas that used to send heartbeats and do not any more. */
export function downShards(promql: Promql): Signal {
  return {
    name: "downShards",
    expr: `${silent(promql)}\nand\n${heardBefore(promql)}`,
    unit: "state",
    title: "Shards that fell silent",
    description:
      "0 for each replica whose heartbeats stopped, by its shard and region. No series for those that are heard.",
    legend: "shard {{shard}} in {{region}}",
  };
}

/** Replicas that the topology names and that have not been heard. */
export function neverSeenShards(promql: Promql): Signal {
  return {
    name: "neverSeenShards",
    expr: `${silent(promql)}\nunless\n${heardBefore(promql)}`,
    unit: "state",
    title: "Shards never heard",
    description:
      "0 for each replica that the topology names and that has sent no heartbeat, neither to this process of the exporter " +
      `nor to another in the last ${promqlDuration(promql.options.windows.heardMs)}.`,
    legend: "shard {{shard}} in {{region}}",
  };
}

/** How wrong the clocks of a region's live shards are, at worst. */
export function regionClockSkew(promql: Promql): Signal {
  const skew = promql.metric("tidaldb_shard_clock_skew_seconds");
  return {
    name: "regionClockSkew",
    // A shard that is down keeps the skew of its last heartbeat, and its clock cannot be set.
    expr: promql.aggregate(
      "max",
      ["region"],
      `\n  abs(${skew})\n  and\n  ${promql.metric("tidaldb_shard_up")} == 1\n`,
    ),
    unit: "seconds",
    title: "Worst clock skew",
    description:
      "Largest distance, ahead or behind, of the clock of a live shard from the exporter's, as the last heartbeat arrived. " +
      "It includes the time that the heartbeat was under way.",
    legend: "{{region}}",
  };
}

/** Live shards' clocks that are too far off. */
export function wrongClocks(promql: Promql): Signal {
  const signal = regionClockSkew(promql);
  const limitSeconds = promql.options.thresholds.clockSkewMs / 1000;
  return {
    ...signal,
    name: "wrongClocks",
    title: "Regions with a wrong clock",
    expr: `${signal.expr} > ${limitSeconds}`,
  };
}

/** WAL directories that are large, still growing, and a multiple of what they were; the largest of each region. */
export function growingWals(promql: Promql): Signal {
  const { thresholds, windows } = promql.options;
  const wal = promql.metric("tidaldb_shard_wal_bytes");
  const largest = (vector: string): string => promql.aggregate("max", ["region", "shard"], vector);
  return {
    name: "growingWals",
    expr: `max ${promql.by("region")} (
  ${largest(wal)} > ${thresholds.walFloorBytes}
  and
  ${largest(wal)} > ${thresholds.walGrowthFactor} * ${largest(`${wal} offset ${promqlDuration(windows.walPastMs)}`)}
  and
  ${largest(`deriv(${wal}[${promqlDuration(windows.walTrendMs)}])`)} > 0
)`,
    unit: "bytes",
    title: "WAL that keeps growing",
    description:
      `Size of the region's largest WAL directory among those that grew to more than ${thresholds.walGrowthFactor} times ` +
      `their size of ${promqlDuration(windows.walPastMs)} ago and still grow. A WAL is cut back once all followers have ` +
      "it, so it should stay about as large as it is.",
    legend: "{{region}}",
  };
}
