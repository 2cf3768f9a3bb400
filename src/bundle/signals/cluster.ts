import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Signal } from "./signal";

/** Name of the series that the comparison with the past reads; it records {@link regionThroughput}. */
export const REGION_THROUGHPUT = "region:tidaldb_region_signals_per_second:max";

/** Shards with more than one live replica that claims to lead. */
export function leaderConflicts(promql: Promql): Signal {
  return {
    name: "leaderConflicts",
    expr: `max ${promql.by()} (${promql.metric("tidaldb_cluster_leader_conflicts")}) > 0`,
    unit: "count",
    title: "Leader conflicts",
    description: "Shards with two or more live replicas that claim to lead. No series while there are none.",
  };
}

/** Shards that cannot afford another failure. */
export function criticalShards(promql: Promql): Signal {
  return {
    name: "criticalShards",
    expr: `max ${promql.by()} (${promql.metric("tidaldb_cluster_critical_shards")}) > 0`,
    unit: "count",
    title: "Shards one failure away from loss",
    description:
      "Shards whose next failure takes the last of several copies, or the leader without a caught-up follower. No series while there are none.",
  };
}

/** Tenants that cannot be placed. */
export function unroutableTenants(promql: Promql): Signal {
  return {
    name: "unroutableTenants",
    expr: `max ${promql.by()} (${promql.metric("tidaldb_cluster_tenants_unroutable")}) > 0`,
    unit: "count",
    title: "Unroutable tenants",
    description: "Tenants whose residency policy no shard meets. No series while there are none.",
  };
}

/**
 * Throughput of each region under one series, whichever replica of the exporter it comes from: a look into the past needs
 * a series that a new pod of the exporter continues.
 */
export function regionThroughput(promql: Promql): Signal {
  return {
    name: "regionThroughput",
    expr: promql.aggregate("max", ["region"], promql.metric("tidaldb_region_signals_per_second")),
    unit: "signals_per_second",
    title: "Throughput by region",
    description:
      "Signals applied per second by the region's replicas, as they report it; an Offline replica adds nothing.",
    legend: "{{region}}",
  };
}

/**
 * Throughput as a share of what it was, for regions in which it collapsed: far below the median of the past hours, and as
 * far below what it was around this time a day and a week ago, where that is known. So a quiet night is no collapse.
 */
export function throughputCollapse(promql: Promql): Signal {
  const { thresholds, windows } = promql.options;
  const share = thresholds.throughputShare;
  const throughput = promql.recorded(REGION_THROUGHPUT, [promql.labelName("region")]);
  const past = `quantile_over_time(0.5, ${throughput}[${promqlDuration(windows.throughputPastMs)}])`;
  const now = `avg_over_time(${throughput}[${promqlDuration(windows.throughputMs)}])`;
  const span = promqlDuration(windows.throughputSeasonMs);
  const seasons = windows.throughputSeasonsAgoMs.map((agoMs) => {
    const offset = promqlDuration(agoMs - Math.floor(windows.throughputSeasonMs / 2));
    // Not the lowest value of that time: that is the 0 of an exporter that had just started.
    return `unless\n${now} >= ${share} * quantile_over_time(0.1, ${throughput}[${span}] offset ${offset})`;
  });
  return {
    name: "throughputCollapse",
    expr: [`${now} / (${past} > ${thresholds.idleSignalsPerSecond}) < ${share}`, ...seasons].join("\n"),
    unit: "share",
    title: "Throughput against its own past",
    description:
      `Throughput as a share of its median of the last ${promqlDuration(windows.throughputPastMs)}, for regions in which ` +
      `it is below ${share * 100} % of that, and of what it was around this time ` +
      `${windows.throughputSeasonsAgoMs.map(promqlDuration).join(" and ")} ago.`,
    legend: "{{region}}",
  };
}
