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

/** Shards that the topology names. */
export function clusterShards(promql: PanelPromql): Signal {
  return {
    name: "clusterShards",
    expr: clusterTotal(promql, "tidaldb_cluster_shards"),
    unit: "count",
    title: "Shards",
    description: "Shards that the topology names.",
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

/** Shards with more than one leader; 0 while there are none. */
export function splitBrains(promql: PanelPromql): Signal {
  return {
    name: "splitBrains",
    expr: clusterTotal(promql, "tidaldb_cluster_leader_conflicts"),
    unit: "count",
    title: "Two leaders",
    description: "Shards with two or more live replicas that claim to lead. Writes may diverge: act at once.",
    legend: "shards",
  };
}
