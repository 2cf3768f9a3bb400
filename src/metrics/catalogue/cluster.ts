import type { ClusterTotals } from "../../domain/terms/cluster-snapshot";
import type { ClusterTotalsMetric } from "../terms/metric";

/** A gauge with one series, read off the totals. */
function clusterGauge(
  name: string,
  help: string,
  read: (cluster: ClusterTotals) => number | bigint,
): ClusterTotalsMetric {
  return {
    name,
    type: "gauge",
    help,
    labels: [],
    stability: "stable",
    group: "cluster",
    samples: ({ cluster }) => [{ labels: [], value: read(cluster) }],
  };
}

/** The cluster as a whole: one series each. */
export const CLUSTER_METRICS: readonly ClusterTotalsMetric[] = [
  {
    name: "tidaldb_cluster_info",
    type: "gauge",
    help: "Always 1; the label carries the name of the cluster",
    labels: ["cluster"],
    stability: "stable",
    group: "cluster",
    samples: ({ cluster }) => [{ labels: [cluster.clusterName], value: 1 }],
  },
  clusterGauge(
    "tidaldb_cluster_entities",
    "Entities in the cluster, every shard counted once",
    (cluster) => cluster.totalEntities,
  ),
  {
    ...clusterGauge(
      "tidaldb_cluster_signals_per_second",
      "Signals applied per second, every shard counted once; an Offline replica adds nothing",
      (cluster) => cluster.totalSignalsPerSecond,
    ),
    unit: "signals_per_second",
  },
  clusterGauge("tidaldb_cluster_tenants", "Tenants that are registered", (cluster) => cluster.tenantCount),
  clusterGauge(
    "tidaldb_cluster_tenants_unroutable",
    "Tenants whose residency policy no shard meets",
    (cluster) => cluster.unroutableTenantCount,
  ),
  clusterGauge(
    "tidaldb_cluster_shards",
    "Shards that the topology names",
    (cluster) => cluster.topologyShardCount,
  ),
  clusterGauge(
    "tidaldb_cluster_leader_conflicts",
    "Shards with two or more live replicas that claim to lead",
    (cluster) => cluster.leaderConflictCount,
  ),
  clusterGauge(
    "tidaldb_cluster_shards_without_leader",
    "Shards that no live replica leads, so that writes to them fail",
    (cluster) => cluster.shardsWithoutLeader,
  ),
  clusterGauge(
    "tidaldb_cluster_critical_shards",
    "Shards whose next failure takes the last of several copies, or the leader without a caught-up follower",
    (cluster) => cluster.criticalShards,
  ),
];
