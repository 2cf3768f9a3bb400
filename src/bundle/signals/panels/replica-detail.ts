import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

/** Keeps the replicas that rank highest at the end of the time range: the same ones at every step. */
function topReplicas(promql: PanelPromql, count: number, expr: string, rankAtEnd: string): string {
  return `${expr}\nand ${promql.on("shard", "region")}\ntopk(${count}, ${rankAtEnd})`;
}

/** Worst distance of a live shard's clock from the exporter's, ahead or behind. */
export function worstClockSkew(promql: PanelPromql): Signal {
  return {
    name: "worstClockSkew",
    expr: `max (abs(${liveSkew(promql, promql.series("tidaldb_shard_clock_skew_seconds"))}))`,
    unit: "seconds",
    title: "Clock skew",
    description:
      "Largest distance, ahead or behind, of a live shard's clock from the exporter's. The time that a heartbeat is under way " +
      "is part of it.",
    legend: "worst",
  };
}

/** A shard that is down keeps the skew of its last heartbeat, and its clock cannot be set. */
function liveSkew(promql: PanelPromql, skew: string): string {
  const by = promql.by("shard", "region");
  return `max ${by} (${skew}) and max ${by} (${promql.series("tidaldb_shard_up")}) == 1`;
}

/** Clocks that are furthest off, with their sign. */
export function clockSkew(promql: PanelPromql, count: number): Signal {
  const metric = "tidaldb_shard_clock_skew_seconds";
  const by = promql.by("shard", "region");
  return {
    name: "clockSkew",
    expr: topReplicas(
      promql,
      count,
      liveSkew(promql, promql.series(metric)),
      `abs(max ${by} (${promql.seriesAtEnd(metric)}))`,
    ),
    unit: "seconds",
    title: "Clocks that are furthest off",
    description:
      `The ${count} chosen replicas whose clocks are furthest off at the end of the time range: above 0 ahead of the exporter's ` +
      "clock, below 0 behind it.",
    legend: promql.legend("{{shard}} in {{region}}"),
  };
}

/** The largest WAL directories. */
export function walBytes(promql: PanelPromql, count: number): Signal {
  const metric = "tidaldb_shard_wal_bytes";
  const by = promql.by("shard", "region");
  return {
    name: "walBytes",
    expr: topReplicas(
      promql,
      count,
      `max ${by} (${promql.series(metric)})`,
      `max ${by} (${promql.seriesAtEnd(metric)})`,
    ),
    unit: "bytes",
    title: "WAL size",
    description: `The ${count} largest WAL directories of the chosen replicas, at the end of the time range.`,
    legend: promql.legend("{{shard}} in {{region}}"),
  };
}

/** How fast WAL directories grow, by region. */
export function walGrowth(promql: PanelPromql): Signal {
  const growth = promql.overRate("deriv", "tidaldb_shard_wal_bytes");
  return {
    name: "walGrowth",
    expr: `sum ${promql.by("region")} (max ${promql.by("shard", "region")} (${growth}))`,
    unit: "bytes_per_second",
    title: "WAL growth",
    description:
      "How fast the WAL directories of the chosen replicas grow, by region; below 0 they are cut back.",
    legend: promql.legend("{{region}}"),
  };
}

/** Replicas without a fresh heartbeat; 0 while all have one. */
export function replicasDown(promql: PanelPromql): Signal {
  return {
    name: "replicasDown",
    expr: `sum (max ${promql.by("shard", "region")} (${promql.series("tidaldb_shard_up")}) == bool 0)`,
    unit: "count",
    title: "Not heard",
    description: "Replicas without a fresh heartbeat: silent for too long, or never heard.",
    legend: "replicas",
  };
}
