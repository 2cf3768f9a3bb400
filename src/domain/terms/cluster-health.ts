import type { RegionId, ShardId } from "./ids";
import type { Incident } from "./incident";
import type { MaintenanceWindow } from "./maintenance-window";
import type { ShardStats } from "./shard-stats";
import type { SourceTrouble } from "./source";

/** A region's health as tidalDB's own enum has it. A region not heard from yet has none and is left out. */
export type RegionHealth = "Healthy" | "Degraded" | "Offline";

/** A region's health with the state that the Rust enum lacks: nothing has been heard and it is too early to say. */
export type RegionStatus = RegionHealth | "Unknown";

/**
 * What a reason rests on. `not_heard_yet` and the troubles of a source explain Unknown, the others Degraded and Offline.
 */
export type ReasonRule = "no_heartbeat" | "never_heard" | "not_heard_yet" | "replication_lag" | SourceTrouble;

/** One piece of evidence for a region's state: which replica, by which rule, what was seen and where the limit is. */
export interface Reason {
  readonly rule: ReasonRule;
  readonly shardId: ShardId;
  /** The region that lags; only with `replication_lag`. */
  readonly follower?: RegionId;
  /** Seconds of silence, of waiting, or of lag. */
  readonly observed: number;
  /** Seconds; the reason holds while `observed` is more than this. */
  readonly threshold: number;
  /** Milliseconds since the replica's last fresh heartbeat, or since it became expected if there was none. */
  readonly evidenceAgeMs: number;
}

/** Extension of {@link ClusterHealth}: a region's name, its state, since when, and why. */
export interface RegionDetails {
  readonly name: string;
  readonly state: RegionStatus;
  /** Nanoseconds since the epoch, our clock: when the state last changed. */
  readonly sinceNs: bigint;
  /** Empty when the region is Healthy. */
  readonly reasons: readonly Reason[];
  /** Ids of the incidents that explain what speaks against the region, worst first. */
  readonly explainedBy?: readonly string[];
  /** Whether incidents explain all that speaks against it; true where nothing does. */
  readonly isExplained?: boolean;
  /** Ids of the planned work that covers the region as a whole. */
  readonly announcedBy?: readonly string[];
}

/** tidalDB's `ClusterHealth`, with the optional extensions that every snapshot of ours carries. */
export interface ClusterHealth {
  /** Nanoseconds since the epoch, our clock. */
  readonly snapshotNs: bigint;
  /**
   * Every registered replica, by shard, then region. One that the topology names and nobody has heard is listed with
   * zeros, `lastHeartbeatNs` included.
   */
  readonly shards: readonly ShardStats[];
  readonly regions: ReadonlyMap<RegionId, RegionHealth>;
  readonly tenantCount: number;
  /** Every shard counted once, held at 2^64 - 1. */
  readonly totalEntities: bigint;
  /** Every shard counted once; a shard whose replica is Offline contributes nothing. */
  readonly totalSignalsEps: number;
  /** Extension: the cluster's name. */
  readonly cluster?: string;
  /** Extension: the worst region's state, "Unknown" while no region is known. */
  readonly status?: RegionStatus;
  /** Extension: what is broken, worst first; at most 256. */
  readonly incidents?: readonly Incident[];
  /** Extension: faults beyond those, of which nothing but the number is told. */
  readonly incidentsNotListed?: number;
  /** Extension: the planned work that is in force, by id. */
  readonly maintenance?: readonly MaintenanceWindow[];
  /** Extension: whether everybody had the time to be heard; until then that there is no incident proves nothing. */
  readonly isSettled?: boolean;
  /** Extension: the moment that is shown where it is one of the past, in nanoseconds since the epoch. Undefined for what is now. */
  readonly replayOfNs?: bigint;
  /** Extension: why each region is in its state. */
  readonly regionDetails?: ReadonlyMap<RegionId, RegionDetails>;
}

const SEVERITY: Readonly<Record<RegionStatus, number>> = { Healthy: 0, Unknown: 1, Degraded: 2, Offline: 3 };

/** Whether `status` is worse than `limit`. Unknown lies between Healthy and Degraded: no proof of either. */
export function isWorse(status: RegionStatus, limit: RegionStatus): boolean {
  return SEVERITY[status] > SEVERITY[limit];
}

/** The worst of several states, "Unknown" of none. */
export function worstStatus(statuses: Iterable<RegionStatus>): RegionStatus {
  let worst: RegionStatus | undefined;
  for (const status of statuses) {
    if (worst === undefined || isWorse(status, worst)) worst = status;
  }
  return worst ?? "Unknown";
}
