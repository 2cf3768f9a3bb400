import type { ClusterSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import type { Incident } from "../../../src/domain/terms/incident";
import {
  clusterSnapshot,
  followerLag,
  inboundLag,
  incident,
  incidentImpact,
  neverHeard,
  regionSnapshot,
  replicaSnapshot,
  shardStats,
  stateSeconds,
  transitionCounts,
} from "./cluster-snapshot";

const euWest = { followerId: 1, followerName: "eu-west" };
const apSouth = { followerId: 2, followerName: "ap-south" };

/** One with a region alone, one with a shard between two regions, one with a shard alone; worst first. */
const INCIDENTS: readonly Incident[] = [
  incident({
    announced: { windowIds: ["drain-eu"], untilNs: 1_700_003_600_000_000_000n },
    impact: incidentImpact({ silentReplicas: 1, shards: 1, shardsWithoutLeader: 1, criticalShards: 0 }),
  }),
  incident({
    id: "shard:0:0-2",
    cause: "shard_behind",
    regionId: 2,
    regionName: "ap-south",
    peerId: 0,
    peerName: "us-east",
    shardId: 0,
    startedNs: 1_699_999_990_123_456_789n,
    affectedRegionIds: [0, 2],
    impact: incidentImpact({
      silentReplicas: 0,
      laggingFollowers: 1,
      shards: 1,
      shardsWithoutLeader: 0,
      entities: 18_446_744_073_709_551_615n,
      tenants: 12,
    }),
    title: "shard 0 behind in ap-south, led in us-east",
  }),
  incident({
    id: "leader:1",
    cause: "no_leader",
    regionId: undefined,
    regionName: undefined,
    shardId: 1,
    affectedRegionIds: [],
    impact: incidentImpact({ silentReplicas: 0, shards: 1, shardsWithoutLeader: 1 }),
    title: "shard 1 has no leader",
  }),
];

/**
 * A cluster with a bit of everything: a Degraded region that reports every extension, an Offline one, one not heard yet,
 * one known only as a follower, incidents of which one more is not listed, planned work that explains one of them, a name that needs escaping, and u64 values past 2^53.
 */
export function threeRegions(): ClusterSnapshot {
  return clusterSnapshot({
    clusterName: 'say "tidal"',
    status: "Offline",
    replicas: [
      replicaSnapshot({
        regionName: "us-east",
        state: "Degraded",
        stats: shardStats({
          entityCount: 18_446_744_073_709_551_615n,
          signalThroughputEps: 8333.25,
          leaderSeqno: 9_007_199_254_740_993n,
          signalsTotal: 123_456_789n,
          divergedSignals: 12n,
          conflictsResolvedTotal: 3n,
          lastReconciledNs: 1_700_000_000_250_000_000n,
          diskBytes: 734_003_200n,
          role: "leader",
        }),
        lastArrivalNs: 1_700_000_000_123_456_789n,
        clockSkewSeconds: -0.000125,
        followers: [
          followerLag({ ...euWest, lagSeqnos: 0n, lagSeconds: 0 }),
          followerLag({ ...apSouth, lagSeqnos: 51_200n, lagSeconds: 6.144 }),
          followerLag({ followerId: 7, lagSeqnos: undefined, lagSeconds: 0.5 }),
        ],
      }),
      replicaSnapshot({
        shardId: 1,
        regionId: 1,
        regionName: "eu-west",
        state: "Offline",
        clockSkewSeconds: 3600,
      }),
      neverHeard({ shardId: 2, regionId: 2, regionName: "ap-south" }),
    ],
    regions: [
      regionSnapshot({
        name: "us-east",
        state: "Degraded",
        sinceNs: 1_699_999_990_500_000_000n,
        replicas: { Healthy: 0, Degraded: 1, Offline: 0, Pending: 0 },
        entities: 18_446_744_073_709_551_615n,
        signalsPerSecond: 8333.25,
        walBytes: 734_003_200n,
        transitions: transitionCounts({ "Unknown>Healthy": 1, "Healthy>Degraded": 3, "Degraded>Healthy": 2 }),
        stateSeconds: stateSeconds({ Unknown: 5.001, Healthy: 86_400.25, Degraded: 61 }),
        explainedBy: ["shard:0:0-2"],
        isExplained: false,
      }),
      regionSnapshot({
        regionId: 1,
        name: "eu-west",
        state: "Offline",
        replicas: { Healthy: 0, Degraded: 0, Offline: 1, Pending: 0 },
        signalsPerSecond: 0,
        transitions: transitionCounts({ "Unknown>Healthy": 1, "Healthy>Offline": 1 }),
        stateSeconds: stateSeconds({
          Unknown: 5.001,
          Healthy: 86_000,
          Offline: 31,
          "Offline announced": 430,
        }),
        explainedBy: ["region:1"],
        announcedBy: ["drain-eu"],
      }),
      regionSnapshot({
        regionId: 2,
        name: "ap-south",
        state: "Unknown",
        stateSeconds: stateSeconds({ Unknown: 12 }),
        replicas: { Healthy: 0, Degraded: 0, Offline: 0, Pending: 1 },
        entities: 0n,
        signalsPerSecond: 0,
        walBytes: 0n,
      }),
    ],
    followerSeconds: [
      { regionId: 1, regionName: "eu-west", seconds: { fresh: 86_400, late: 0, announcedLate: 430.5 } },
      { regionId: 2, regionName: "ap-south", seconds: { fresh: 80_000.125, late: 6_400, announcedLate: 0 } },
    ],
    inboundLag: [
      inboundLag({ regionId: 1, regionName: "eu-west" }),
      inboundLag({ regionId: 2, regionName: "ap-south", lagSeconds: 6.144 }),
      inboundLag({ regionId: 7, lagSeconds: 0.5 }),
    ],
    totalEntities: 18_446_744_073_709_551_615n,
    totalSignalsPerSecond: 8333.25,
    tenantCount: 12,
    unroutableTenantCount: 1,
    topologyShardCount: 3,
    shardsWithoutLeader: 1,
    criticalShards: 1,
    incidents: INCIDENTS,
    incidentsNotListed: 1,
    maintenance: [
      {
        id: "drain-eu",
        regionId: 1,
        by: "alice",
        reason: "kernel upgrade",
        startedNs: 1_699_999_980_000_000_000n,
        untilNs: 1_700_003_600_000_000_000n,
        leaseUntilNs: 1_700_000_120_000_000_000n,
      },
    ],
    heartbeats: { accepted: 120_000, stale: 3, retired: 2, rejected: 1 },
    stallSeconds: 1.5,
  });
}
