import { nsToSeconds } from "../../../src/domain/terms/units";
import type {
  ClusterSnapshot,
  FollowerLag,
  InboundLag,
  RegionSnapshot,
  ReplicaSnapshot,
  TransitionCount,
} from "../../../src/domain/terms/cluster-snapshot";
import type { Incident, IncidentImpact } from "../../../src/domain/terms/incident";
import type { RegionStatus } from "../../../src/domain/terms/cluster-health";
import type { StateSeconds } from "../../../src/domain/terms/service-seconds";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";

const STATES: readonly RegionStatus[] = ["Healthy", "Degraded", "Offline", "Unknown"];

/** Every pair of different states with its count; pairs that `counts` does not name, as "Healthy>Offline", have 0. */
export function transitionCounts(counts: Readonly<Record<string, number>> = {}): readonly TransitionCount[] {
  return STATES.flatMap((from) =>
    STATES.filter((to) => to !== from).map((to) => ({ from, to, count: counts[`${from}>${to}`] ?? 0 })),
  );
}

/** A heartbeat of shard 0 in region 0 with plain values, but for what is given. */
export function shardStats(given: Partial<ShardStats> = {}): ShardStats {
  return {
    shardId: 0,
    regionId: 0,
    entityCount: 1000n,
    signalThroughputEps: 250.5,
    replicationLag: new Map(),
    diskBytes: 4096n,
    lastHeartbeatNs: 1_700_000_000_000_000_000n,
    ...given,
  };
}

/** A Healthy replica of shard 0 in region 0, but for what is given. */
export function replicaSnapshot(given: Partial<ReplicaSnapshot> = {}): ReplicaSnapshot {
  const { shardId = 0, regionId = 0, lastArrivalNs = 1_700_000_000_250_000_000n } = given;
  return {
    shardId,
    regionId,
    regionName: String(regionId),
    state: "Healthy",
    stats: shardStats({ shardId, regionId }),
    lastArrivalNs,
    lastArrivalSeconds: nsToSeconds(lastArrivalNs),
    clockSkewSeconds: -0.25,
    followers: [],
    ...given,
  };
}

/** A replica that the topology names and that nobody has heard. */
export function neverHeard(given: Partial<ReplicaSnapshot> = {}): ReplicaSnapshot {
  return replicaSnapshot({
    state: "Pending",
    stats: undefined,
    lastArrivalNs: undefined,
    lastArrivalSeconds: undefined,
    clockSkewSeconds: undefined,
    ...given,
  });
}

/** A follower that has applied everything, but for what is given. */
export function followerLag(given: Partial<FollowerLag> = {}): FollowerLag {
  const { followerId = 1 } = given;
  return { followerId, followerName: String(followerId), lagSeqnos: 0n, lagSeconds: 0, ...given };
}

/** Each state with and without planned work; those that `seconds` does not name, as "Offline announced", have 0. */
export function stateSeconds(seconds: Readonly<Record<string, number>> = {}): readonly StateSeconds[] {
  return STATES.flatMap((state) =>
    (state === "Degraded" || state === "Offline" ? [false, true] : [false]).map((isAnnounced) => ({
      state,
      isAnnounced,
      seconds: seconds[isAnnounced ? `${state} announced` : state] ?? 0,
    })),
  );
}

/** Region 0 with one Healthy replica, but for what is given. */
export function regionSnapshot(given: Partial<RegionSnapshot> = {}): RegionSnapshot {
  const { regionId = 0 } = given;
  return {
    regionId,
    name: String(regionId),
    state: "Healthy",
    sinceNs: 1_699_999_000_000_000_000n,
    reasons: [],
    replicas: { Healthy: 1, Degraded: 0, Offline: 0, Pending: 0 },
    entities: 1000n,
    signalsPerSecond: 250.5,
    walBytes: 4096n,
    transitions: transitionCounts(),
    explainedBy: [],
    isExplained: true,
    ...given,
  };
}

/** How far a region trails: not at all, but for what is given. */
export function inboundLag(given: Partial<InboundLag> = {}): InboundLag {
  const { regionId = 0 } = given;
  return { regionId, regionName: String(regionId), lagSeconds: 0, ...given };
}

/** How bad an incident is: two silent replicas of two shards, one of them without a leader, but for what is given. */
export function incidentImpact(given: Partial<IncidentImpact> = {}): IncidentImpact {
  return {
    silentReplicas: 2,
    laggingFollowers: 0,
    shards: 2,
    shardsWithoutLeader: 1,
    criticalShards: 1,
    entities: 2000n,
    tenants: 3,
    ...given,
  };
}

/** Region 1 fell silent, but for what is given. */
export function incident(given: Partial<Incident> = {}): Incident {
  return {
    id: "region:1",
    cause: "region_silent",
    regionId: 1,
    regionName: "eu-west",
    startedNs: 1_699_999_000_000_000_000n,
    affectedRegionIds: [1],
    impact: incidentImpact(),
    isHealing: false,
    title: "eu-west silent: 2 replicas, 1 shard without a leader",
    ...given,
  };
}

/** A cluster without regions, replicas or tenants, but for what is given. Nothing is derived from anything else. */
export function clusterSnapshot(given: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  return {
    takenAtNs: 1_700_000_001_000_000_000n,
    clusterName: "tidaldb",
    status: "Unknown",
    replicas: [],
    regions: [],
    inboundLag: [],
    totalEntities: 0n,
    totalSignalsPerSecond: 0,
    tenantCount: 0,
    unroutableTenantCount: 0,
    topologyShardCount: 0,
    leaderConflictCount: 0,
    shardsWithoutLeader: 0,
    criticalShards: 0,
    incidents: [],
    incidentsNotListed: 0,
    isSettled: true,
    heartbeats: { accepted: 0, stale: 0, retired: 0, rejected: 0 },
    stallSeconds: 0,
    ...given,
  };
}
