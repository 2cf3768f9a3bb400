import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";

/** A number of the whole cluster, summed over the clusters that are chosen. */
function clusterTotal(promql: PanelPromql, metric: string): string {
  return `sum (max ${promql.by()} (${promql.series(metric)}))`;
}

/** Signals that the cluster applies. */
export function clusterSignals(promql: PanelPromql): Signal {
  return {
    name: "clusterSignals",
    expr: clusterTotal(promql, "tidaldb_cluster_signals_per_second"),
    unit: "signals_per_second",
    title: "Throughput",
    description: "Signals applied per second, every shard counted once; an Offline replica adds nothing.",
    legend: "signals",
  };
}

/** Entities in the cluster. */
export function clusterEntities(promql: PanelPromql): Signal {
  return {
    name: "clusterEntities",
    expr: clusterTotal(promql, "tidaldb_cluster_entities"),
    unit: "count",
    title: "Entities",
    description: "Entities in the cluster, every shard counted once.",
    legend: "entities",
  };
}

/** Shards that are known, whether the topology names them or they registered themselves. */
export function clusterShards(promql: PanelPromql): Signal {
  const all = promql.without("region", "shard", "follower");
  const known = `count ${all.by()} (group ${all.by("shard")} (${all.series("tidaldb_shard_up")}))`;
  // Without detail only the topology counts them; where it names none, none is counted.
  const named = `max ${all.by()} (${all.series("tidaldb_cluster_shards")}) > 0`;
  return {
    name: "clusterShards",
    expr: `sum (${known} or ${named})`,
    unit: "count",
    title: "Shards",
    description: "Shards that the topology names, or that registered themselves.",
    legend: "shards",
  };
}

/** Tenants that cannot be placed; 0 while all can. */
export function tenantsUnroutable(promql: PanelPromql): Signal {
  return {
    name: "tenantsUnroutable",
    expr: clusterTotal(promql, "tidaldb_cluster_tenants_unroutable"),
    unit: "count",
    title: "Unroutable",
    description: "Tenants whose residency policy no shard meets: nothing new of theirs can be placed.",
    legend: "tenants",
  };
}

/** Shards that no live replica leads; 0 while there are none. */
export function leaderlessShards(promql: PanelPromql): Signal {
  return {
    name: "leaderlessShards",
    expr: clusterTotal(promql, "tidaldb_cluster_shards_without_leader"),
    unit: "count",
    title: "Shards at risk",
    description:
      "No leader: writes to the shard fail. Critical: the next failure takes the last of several copies, or the leader without a " +
      "caught-up follower. Two leaders: two or more live replicas claim to lead, and writes may diverge; act at once.",
    legend: "no leader",
  };
}

/** Shards that cannot afford another failure; 0 while there are none. */
export function criticalShardCount(promql: PanelPromql): Signal {
  return {
    name: "criticalShardCount",
    expr: clusterTotal(promql, "tidaldb_cluster_critical_shards"),
    unit: "count",
    title: "Critical shards",
    description:
      "Shards whose next failure takes the last of several copies, or the leader without a caught-up follower.",
    legend: "critical",
  };
}

/** Shards with more than one leader; 0 while there are none. */
export function splitBrains(promql: PanelPromql): Signal {
  return {
    name: "splitBrains",
    expr: clusterTotal(promql, "tidaldb_cluster_leader_conflicts"),
    unit: "count",
    title: "Two leaders",
    description: "Shards with two or more live replicas that claim to lead. Writes may diverge: act at once.",
    legend: "two leaders",
  };
}
