import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { ClusterSnapshot, RegionSnapshot, ReplicaSnapshot } from "../../domain/terms/cluster-snapshot";
import { optionalU64s } from "../../domain/terms/heartbeat-fields";
import { INGEST_BOUNDS_SECONDS, LatencyHistogram, SCRAPE_BOUNDS_SECONDS } from "../terms/latency-histogram";
import { noRefusals } from "../terms/refusal-counts";
import type { Metric, MetricSource } from "../terms/metric";
import { REGION_STATE_LABELS } from "./state-labels";

/** How many series a catalogue has, and what their number grows with. */
export interface SeriesFootprint {
  /** Series that are there without any region. */
  readonly perCluster: number;
  readonly perRegion: number;
  /** Series of a replica that reports everything that can be reported. */
  readonly perReplica: number;
  /** Series of one follower of one replica. */
  readonly perFollower: number;
}

/** Counts by asking the metrics themselves for the samples of the smallest clusters, so that it cannot differ from a scrape. */
export function seriesFootprint(metrics: readonly Metric[]): SeriesFootprint {
  const empty = seriesCount(metrics, clusterOf([], []));
  const oneRegion = seriesCount(metrics, clusterOf([region()], []));
  const oneReplica = seriesCount(metrics, clusterOf([region()], [replica(0)]));
  const oneFollower = seriesCount(metrics, clusterOf([region()], [replica(1)]));
  return {
    perCluster: empty,
    perRegion: oneRegion - empty,
    perReplica: oneReplica - oneRegion,
    perFollower: oneFollower - oneReplica,
  };
}

function seriesCount(metrics: readonly Metric[], cluster: ClusterSnapshot): number {
  const exporter: MetricSource["exporter"] = {
    version: "",
    revision: "",
    nodeVersion: "",
    configReloadSuccessful: true,
    configReloadSuccessAtNs: 0n,
    refusals: noRefusals(),
    configReloads: { succeeded: 0, failed: 0 },
    ingestLatency: new LatencyHistogram(INGEST_BOUNDS_SECONDS),
    scrapeLatency: new LatencyHistogram(SCRAPE_BOUNDS_SECONDS),
    lastRenderSeconds: 0,
    lastSeries: 0,
    // Only where there is a budget.
    seriesShed: undefined,
  };
  return metrics.reduce((sum, metric) => sum + [...metric.samples({ cluster, exporter })].length, 0);
}

function region(): RegionSnapshot {
  const states = Object.keys(REGION_STATE_LABELS) as RegionStatus[];
  return {
    regionId: 0,
    name: "0",
    state: "Healthy",
    sinceNs: 0n,
    reasons: [],
    replicas: { Healthy: 0, Degraded: 0, Offline: 0, Pending: 0 },
    entities: 0n,
    signalsPerSecond: 0,
    walBytes: 0n,
    stateSeconds: states.flatMap((state) =>
      // Planned work explains only what is not well.
      (state === "Degraded" || state === "Offline" ? [false, true] : [false]).map((isAnnounced) => ({
        state,
        isAnnounced,
        seconds: 0,
      })),
    ),
    transitions: states.flatMap((from) =>
      states.filter((to) => to !== from).map((to) => ({ from, to, count: 0 })),
    ),
    explainedBy: [],
    isExplained: true,
  };
}

function replica(followerCount: number): ReplicaSnapshot {
  return {
    shardId: 0,
    regionId: 0,
    regionName: "0",
    state: "Healthy",
    stats: {
      shardId: 0,
      regionId: 0,
      entityCount: 0n,
      signalThroughputEps: 0,
      replicationLag: new Map(),
      diskBytes: 0n,
      lastHeartbeatNs: 0n,
      role: "leader",
      ...optionalU64s(() => 0n),
    },
    lastArrivalNs: 0n,
    lastArrivalSeconds: 0,
    clockSkewSeconds: 0,
    followers: Array.from({ length: followerCount }, (_, followerId) => ({
      followerId,
      followerName: String(followerId),
      lagSeqnos: 0n,
      lagSeconds: 0,
    })),
  };
}

function clusterOf(regions: RegionSnapshot[], replicas: ReplicaSnapshot[]): ClusterSnapshot {
  return {
    takenAtNs: 0n,
    clusterName: "",
    status: "Healthy",
    replicas,
    regions,
    // Every region counts as one that also follows.
    inboundLag: regions.map(({ regionId, name }) => ({ regionId, regionName: name, lagSeconds: 0 })),
    followerSeconds: regions.map(({ regionId, name }) => ({
      regionId,
      regionName: name,
      seconds: { fresh: 0, late: 0, announcedLate: 0 },
    })),
    totalEntities: 0n,
    totalSignalsPerSecond: 0,
    tenantCount: 0,
    unroutableTenantCount: 0,
    topologyShardCount: 0,
    leaderConflictCount: 0,
    shardsWithoutLeader: 0,
    criticalShards: 0,
    // Their number grows with what is broken, not with the cluster, and is bounded.
    incidents: [],
    incidentsNotListed: 0,
    isSettled: true,
    heartbeats: { accepted: 0, stale: 0, retired: 0, rejected: 0 },
    stallSeconds: 0,
  };
}
