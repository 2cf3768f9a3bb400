import { nsToSeconds } from "./clock";
import { worstStatus } from "./cluster-health";
import type { RegionStatus } from "./cluster-health";
import type { ClusterSnapshot, HeartbeatResult, RegionSnapshot, ReplicaSnapshot } from "./cluster-snapshot";
import type { ControlPlaneSettings } from "./control-plane-settings";
import type { RegionId } from "./ids";
import { noReplicas, reasonsOf, regionStatus } from "./region-health";
import type { ReplicaCounts } from "./region-health";
import type { RegionNames } from "./region-names";
import { inboundLags, RegionTally } from "./region-summary";
import type { RegionTransitions } from "./region-transitions";
import type { HealthThresholds, Replica } from "./replica";
import { shardTotals } from "./shard-totals";
import type { TenantRouter } from "./tenant-router";
import type { Topology } from "./topology";

/** What a snapshot is taken of. */
export interface SnapshotSource {
  readonly wallNs: bigint;
  readonly livedMs: number;
  readonly settings: ControlPlaneSettings;
  readonly names: RegionNames;
  /** Ordered by shard, then region. */
  readonly replicas: readonly Replica[];
  readonly transitions: RegionTransitions;
  readonly topology: Topology;
  readonly tenantRouter: TenantRouter;
  readonly heartbeats: Readonly<Record<HeartbeatResult, number>>;
  readonly stallSeconds: number;
}

/** The state of every region that has a replica. All that a tick needs, and cheaper than a snapshot. */
export function regionStatuses(
  replicas: readonly Replica[],
  livedMs: number,
  thresholds: HealthThresholds,
): ReadonlyMap<RegionId, RegionStatus> {
  const counts = new Map<RegionId, ReplicaCounts>();
  for (const replica of replicas) {
    let region = counts.get(replica.id.regionId);
    if (!region) {
      region = noReplicas();
      counts.set(replica.id.regionId, region);
    }
    region[replica.state(livedMs, thresholds)] += 1;
  }
  return new Map([...counts].map(([regionId, region]) => [regionId, regionStatus(region)]));
}

/** Everything that is shown, from one pass over the replicas. */
export function takeSnapshot(source: SnapshotSource): ClusterSnapshot {
  const { livedMs, settings, tenantRouter, topology } = source;
  const tallies = new Map<RegionId, RegionTally>();
  const replicas = source.replicas.map((replica) => {
    const snapshot = replicaSnapshot(replica, source);
    let tally = tallies.get(snapshot.regionId);
    if (!tally) {
      tally = new RegionTally();
      tallies.set(snapshot.regionId, tally);
    }
    tally.add(snapshot, reasonsOf(replica, livedMs, settings));
    return snapshot;
  });
  const regions = [...tallies]
    .sort(([a], [b]) => a - b)
    .map(([regionId, tally]) => regionSnapshot(regionId, tally, source));
  const totals = shardTotals(replicas, topology);
  return {
    takenAtNs: source.wallNs,
    clusterName: settings.clusterName,
    status: worstStatus(regions.map(({ state }) => state)),
    replicas,
    regions,
    inboundLag: inboundLags(replicas),
    totalEntities: totals.entities,
    totalSignalsPerSecond: totals.signalsPerSecond,
    tenantCount: tenantRouter.tenantCount,
    unroutableTenantCount: tenantRouter.unroutableTenantCount,
    topologyShardCount: topology.size,
    leaderConflictCount: totals.leaderConflictCount,
    heartbeats: { ...source.heartbeats },
    stallSeconds: source.stallSeconds,
  };
}

function replicaSnapshot(replica: Replica, { livedMs, settings, names }: SnapshotSource): ReplicaSnapshot {
  const state = replica.state(livedMs, settings);
  // What a replica said about its followers before it fell silent is no longer true of them.
  const readings = state === "Offline" ? [] : replica.followerLags;
  return {
    ...replica.id,
    regionName: names.nameOf(replica.id.regionId),
    state,
    stats: replica.stats,
    lastArrivalNs: replica.liveness?.lastArrivalNs,
    lastArrivalSeconds: replica.liveness && nsToSeconds(replica.liveness.lastArrivalNs),
    clockSkewSeconds: replica.liveness?.clockSkewSeconds,
    followers: readings.map((reading) => ({ ...reading, followerName: names.nameOf(reading.followerId) })),
  };
}

function regionSnapshot(regionId: RegionId, tally: RegionTally, source: SnapshotSource): RegionSnapshot {
  const { transitions, names, wallNs } = source;
  return {
    regionId,
    name: names.nameOf(regionId),
    state: regionStatus(tally.replicas),
    sinceNs: transitions.sinceNs(regionId) ?? wallNs,
    reasons: tally.reasons,
    replicas: tally.replicas,
    entities: tally.entities,
    signalsPerSecond: tally.signalsPerSecond,
    walBytes: tally.walBytes,
    transitions: transitions.counts(regionId),
  };
}
