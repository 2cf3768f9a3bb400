import { worstStatus } from "../terms/cluster-health";
import type {
  ClusterTotals,
  ClusterSnapshot,
  HeartbeatResult,
  RegionSnapshot,
} from "../terms/cluster-snapshot";
import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { CopyColumn } from "../columns/column-room";
import { resized } from "../columns/resized";
import { takeAllSteps } from "../columns/take-all-steps";
import { gatherReasons } from "./gather-reasons";
import type { RegionId } from "../terms/ids";
import type { AnnouncedWork } from "../maintenance/announced-work";
import type { IncidentsFound } from "../incidents/incidents-found";
import { inboundLags } from "../regions/inbound-lag";
import { ReasonRows } from "./reason-rows";
import { RecordedReplicas } from "./recorded-replicas";
import { regionStatus } from "../regions/region-health";
import type { RegionNames } from "../regions/region-names";
import { sumRegions } from "../regions/region-sums";
import type { RegionTransitions } from "../regions/region-transitions";
import type { ReplicaColumns } from "../replicas/replica-columns";
import type { ReplicaTable } from "../replicas/replica-table";
import type { ServiceLevels } from "../service-levels/service-levels";
import { shardTotals } from "./shard-totals";
import type { TenantRouter } from "../placement/tenant-router";
import type { Topology } from "../membership/topology";

/** What totals and snapshots are taken of. */
export interface SnapshotSource {
  readonly wallNs: bigint;
  /** When the states of the replicas were found out. */
  readonly livedMs: number;
  readonly settings: ControlPlaneSettings;
  readonly names: RegionNames;
  readonly replicas: ReplicaTable;
  readonly transitions: RegionTransitions;
  readonly serviceLevels: ServiceLevels;
  readonly topology: Topology;
  readonly tenantRouter: TenantRouter;
  readonly heartbeats: Readonly<Record<HeartbeatResult, number>>;
  readonly stallSeconds: number;
  readonly incidents: IncidentsFound;
  /** What is planned at this moment. */
  readonly work: AnnouncedWork;
  /** Whether everybody had the time to be heard since the process began. */
  readonly isSettled: boolean;
}

/** What regions and cluster add up to. Looks at every replica, and makes nothing for any. */
export function takeTotals(source: SnapshotSource): ClusterTotals {
  const {
    settings,
    names,
    tenantRouter,
    topology,
    transitions,
    wallNs,
    replicas,
    incidents,
    work,
    serviceLevels,
  } = source;
  const slots = replicas.slots.ordered;
  const summaries = sumRegions(replicas, slots);
  const regions = summaries.map(({ regionId, excused, ...sums }) => ({
    regionId,
    name: names.nameOf(regionId),
    state: regionStatus(sums.replicas, excused),
    sinceNs: transitions.sinceNs(regionId) ?? wallNs,
    ...sums,
    transitions: transitions.counts(regionId),
    stateSeconds: serviceLevels.ofRegion(regionId),
    explainedBy: incidents.explainedBy(regionId),
    isExplained: incidents.isExplained(regionId),
    announcedBy: work.ofRegion(regionId).map(({ id }) => id),
  }));
  const totals = shardTotals(replicas, slots, topology);
  return {
    takenAtNs: wallNs,
    clusterName: settings.clusterName,
    status: worstStatus(regions.map(({ state }) => state)),
    regions,
    inboundLag: inboundLags(replicas, replicas.slots.slotCount, names),
    followerSeconds: serviceLevels.ofFollowers((regionId) => names.nameOf(regionId)),
    totalEntities: totals.entities,
    totalSignalsPerSecond: totals.signalsPerSecond,
    tenantCount: tenantRouter.tenantCount,
    unroutableTenantCount: tenantRouter.unroutableTenantCount,
    topologyShardCount: topology.size,
    leaderConflictCount: totals.leaderConflictCount,
    shardsWithoutLeader: incidents.shardsWithoutLeader,
    criticalShards: incidents.criticalShards,
    incidents: incidents.listed,
    incidentsNotListed: incidents.notListed,
    maintenance: work.windows,
    isSettled: source.isSettled,
    heartbeats: { ...source.heartbeats },
    stallSeconds: source.stallSeconds,
  };
}

/** The totals, and a copy of the replicas from which their values and the reasons are made when they are asked for. */
export function takeSnapshot(source: SnapshotSource): ClusterSnapshot {
  return takeAllSteps(takeSnapshotInSteps(source));
}

/**
 * As {@link takeSnapshot}, in two steps. Heartbeats that arrive between them are in what is said of replicas, and not yet in the
 * totals.
 */
export function* takeSnapshotInSteps(
  source: SnapshotSource,
  copyOf?: CopyColumn,
): Generator<undefined, ClusterSnapshot> {
  const { livedMs, settings, names } = source;
  const totals = takeTotals(source);
  yield;
  const columns = copyColumns(source.replicas, copyOf);
  const slots = source.replicas.slots.ordered;
  let gathered: ReadonlyMap<RegionId, ReasonRows> | undefined;
  const reasonsByRegion = (): ReadonlyMap<RegionId, ReasonRows> => {
    if (!gathered) {
      const rows = new Map(totals.regions.map(({ regionId }) => [regionId, new ReasonRows(settings)]));
      gatherReasons(columns, slots, livedMs, settings, rows);
      gathered = rows;
    }
    return gathered;
  };
  const regions = totals.regions.map((region): RegionSnapshot => ({
    ...region,
    get reasons() {
      return reasonsByRegion().get(region.regionId)!;
    },
  }));
  return { ...totals, replicas: new RecordedReplicas(columns, slots, names), regions };
}

function copyColumns(replicas: ReplicaTable, copyOf: CopyColumn = resized): ReplicaColumns {
  const { slots, states, liveness, reports, followers, blindness, excused } = replicas;
  const { slotCount, shardIds, regionIds } = slots;
  return {
    shardIds: copyOf(shardIds, slotCount),
    regionIds: copyOf(regionIds, slotCount),
    states: copyOf(states, slotCount),
    blindness: copyOf(blindness, slotCount),
    excused: copyOf(excused, slotCount),
    liveness: liveness.copy(slotCount, copyOf),
    reports: reports.copy(slotCount, copyOf),
    followers: followers.copy(slotCount, copyOf),
  };
}
