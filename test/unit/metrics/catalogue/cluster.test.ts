import { clusterSnapshot } from "../../../support/metrics/cluster-snapshot";
import { renderedMetric } from "../../../support/metrics/rendered-metric";

const cluster = clusterSnapshot({
  clusterName: "prod",
  totalEntities: 9_007_199_254_740_993n,
  totalSignalsPerSecond: 25_000.5,
  tenantCount: 12,
  unroutableTenantCount: 2,
  topologyShardCount: 15,
  leaderConflictCount: 1,
  shardsWithoutLeader: 2,
  criticalShards: 4,
});

test.each([
  'tidaldb_cluster_info{cluster="prod"} 1',
  "tidaldb_cluster_entities 9007199254740992",
  "tidaldb_cluster_signals_per_second 25000.5",
  "tidaldb_cluster_tenants 12",
  "tidaldb_cluster_tenants_unroutable 2",
  "tidaldb_cluster_shards 15",
  "tidaldb_cluster_leader_conflicts 1",
  "tidaldb_cluster_shards_without_leader 2",
  "tidaldb_cluster_critical_shards 4",
])("a cluster is served as %s", (line) => {
  expect(renderedMetric(/^\w+/.exec(line)?.[0] ?? "", cluster)).toEqual([line]);
});
