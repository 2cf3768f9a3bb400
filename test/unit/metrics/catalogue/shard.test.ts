import type { ReplicaState } from "../../../../src/domain/terms/cluster-snapshot";
import { SHARD_METRICS } from "../../../../src/metrics/catalogue/shard";
import {
  clusterSnapshot,
  neverHeard,
  replicaSnapshot,
  shardStats,
} from "../../../support/metrics/cluster-snapshot";
import { renderedMetric } from "../../../support/metrics/rendered-metric";

const named = { shardId: 7, regionId: 1, regionName: "eu-west" };

function linesOfAll(cluster = clusterSnapshot()): string[] {
  return SHARD_METRICS.flatMap(({ name }) => renderedMetric(name, cluster));
}

test("a replica that reports everything has every metric", () => {
  const stats = shardStats({
    entityCount: 12n,
    signalThroughputEps: 0.125,
    diskBytes: 734_003_200n,
    signalsTotal: 99n,
    leaderSeqno: 18_446_744_073_709_551_615n,
    role: "follower",
    divergedSignals: 5n,
    conflictsResolvedTotal: 3n,
    lastReconciledNs: 1_700_000_000_250_000_000n,
  });
  const replica = replicaSnapshot({
    ...named,
    stats,
    lastArrivalNs: 1_700_000_000_123_456_000n,
    clockSkewSeconds: -3600.5,
  });
  expect(linesOfAll(clusterSnapshot({ replicas: [replica] }))).toEqual([
    'tidaldb_shard_up{shard="7",region="eu-west"} 1',
    'tidaldb_shard_role{shard="7",region="eu-west",role="follower"} 1',
    'tidaldb_shard_entities{shard="7",region="eu-west"} 12',
    'tidaldb_shard_signals_per_second{shard="7",region="eu-west"} 0.125',
    'tidaldb_shard_signals_total{shard="7",region="eu-west"} 99',
    'tidaldb_shard_wal_bytes{shard="7",region="eu-west"} 734003200',
    'tidaldb_shard_leader_seqno{shard="7",region="eu-west"} 18446744073709552000',
    'tidaldb_shard_diverged_signals{shard="7",region="eu-west"} 5',
    'tidaldb_shard_conflicts_resolved_total{shard="7",region="eu-west"} 3',
    'tidaldb_shard_last_reconciled_timestamp_seconds{shard="7",region="eu-west"} 1700000000.25',
    'tidaldb_shard_last_heartbeat_timestamp_seconds{shard="7",region="eu-west"} 1700000000.123456',
    'tidaldb_shard_clock_skew_seconds{shard="7",region="eu-west"} -3600.5',
  ]);
});

test.each([
  "tidaldb_shard_role",
  "tidaldb_shard_signals_total",
  "tidaldb_shard_leader_seqno",
  "tidaldb_shard_diverged_signals",
  "tidaldb_shard_conflicts_resolved_total",
  "tidaldb_shard_last_reconciled_timestamp_seconds",
] as const)("a replica that does not report what %s says has no series of it", (name) => {
  const cluster = clusterSnapshot({ replicas: [replicaSnapshot(named)] });
  expect(renderedMetric(name, cluster)).toEqual([]);
});

test("a replica that has never been heard has nothing but tidaldb_shard_up 0", () => {
  const cluster = clusterSnapshot({ replicas: [neverHeard(named)] });
  expect(linesOfAll(cluster)).toEqual(['tidaldb_shard_up{shard="7",region="eu-west"} 0']);
});

test.each<[ReplicaState, number]>([
  ["Healthy", 1],
  ["Degraded", 1],
  ["Offline", 0],
  ["Pending", 0],
])("a replica that is %s has tidaldb_shard_up %d", (state, up) => {
  const cluster = clusterSnapshot({ replicas: [replicaSnapshot({ ...named, state })] });
  expect(renderedMetric("tidaldb_shard_up", cluster)).toEqual([
    `tidaldb_shard_up{shard="7",region="eu-west"} ${up}`,
  ]);
});

test("a replica that fell silent keeps the values that it reported last", () => {
  const cluster = clusterSnapshot({ replicas: [replicaSnapshot({ ...named, state: "Offline" })] });
  expect(renderedMetric("tidaldb_shard_entities", cluster)).toEqual([
    'tidaldb_shard_entities{shard="7",region="eu-west"} 1000',
  ]);
});

test("copies of one shard in two regions are two series", () => {
  const cluster = clusterSnapshot({ replicas: [replicaSnapshot(), replicaSnapshot({ regionId: 1 })] });
  expect(renderedMetric("tidaldb_shard_up", cluster)).toEqual([
    'tidaldb_shard_up{shard="0",region="0"} 1',
    'tidaldb_shard_up{shard="0",region="1"} 1',
  ]);
});
