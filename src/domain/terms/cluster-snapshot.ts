import type { Reason, RegionStatus } from "./cluster-health";
import type { RegionId, ShardId } from "./ids";
import type { Incident } from "./incident";
import type { Listing } from "./listing";
import type { MaintenanceWindow } from "./maintenance-window";
import type { FollowerSeconds, StateSeconds } from "./service-seconds";
import type { ShardStats } from "./shard-stats";

/** A replica's state. Pending: the topology names it, nothing has been heard, and it is too early to call it Offline. */
export type ReplicaState = "Healthy" | "Degraded" | "Offline" | "Pending";

/** What became of a heartbeat. */
export type HeartbeatResult = "accepted" | "stale" | "retired" | "rejected";

/** How far one follower trails a replica, as of the replica's last accepted heartbeat. */
export interface FollowerLag {
  readonly followerId: RegionId;
  readonly followerName: string;
  /** Sequence-number distance, u64. Undefined when the heartbeat gave only a time for this follower. */
  readonly lagSeqnos: bigint | undefined;
  /** Age in seconds of the oldest event that the follower has not applied, rounded to whole microseconds. */
  readonly lagSeconds: number;
}

/** One replica at the moment of a snapshot. */
export interface ReplicaSnapshot {
  readonly shardId: ShardId;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly state: ReplicaState;
  /** The last accepted heartbeat; undefined for a replica that has never been heard. */
  readonly stats: ShardStats | undefined;
  /** Nanoseconds since the epoch, our clock: when that heartbeat arrived. */
  readonly lastArrivalNs: bigint | undefined;
  /** The same in seconds. */
  readonly lastArrivalSeconds: number | undefined;
  /** The shard's clock less ours when that heartbeat arrived, in seconds, signed. */
  readonly clockSkewSeconds: number | undefined;
  /** By follower id. */
  readonly followers: readonly FollowerLag[];
}

/** How often a region went from one state to another. */
export interface TransitionCount {
  readonly from: RegionStatus;
  readonly to: RegionStatus;
  readonly count: number;
}

/** The totals of one region at one moment; a region is known as long as it has a replica. */
export interface RegionTotals {
  readonly regionId: RegionId;
  readonly name: string;
  readonly state: RegionStatus;
  /** Nanoseconds since the epoch, our clock. */
  readonly sinceNs: bigint;
  readonly replicas: Readonly<Record<ReplicaState, number>>;
  /** Sums over the region's replicas; u64 sums are held at 2^64 - 1. An Offline replica adds no throughput. */
  readonly entities: bigint;
  readonly signalsPerSecond: number;
  readonly walBytes: bigint;
  /** Every pair of different states, also those that never happened. */
  readonly transitions: readonly TransitionCount[];
  /** Every state, with and without planned work, also those that never were; left out where nobody counts them. */
  readonly stateSeconds?: readonly StateSeconds[];
  /** Ids of the incidents that explain what speaks against the region, worst first. */
  readonly explainedBy: readonly string[];
  /** Whether incidents explain all that speaks against it; true where nothing does. */
  readonly isExplained: boolean;
  /** Ids of the planned work that covers the region as a whole; left out is none. */
  readonly announcedBy?: readonly string[];
}

/** One region at the moment of a snapshot. */
export interface RegionSnapshot extends RegionTotals {
  /** What speaks against the region, by shard; made when it is asked for. */
  readonly reasons: Listing<Reason>;
}

/** How far a region trails as a follower: its worst lag behind any replica that is not Offline. */
export interface InboundLag {
  readonly regionId: RegionId;
  readonly regionName: string;
  /** Rounded to whole microseconds. */
  readonly lagSeconds: number;
}

/** The state of every region that has a replica, by id, and what is wrong: what the smallest answers are made of. */
export interface ClusterStates {
  readonly regions: readonly Pick<RegionTotals, "regionId" | "name" | "state">[];
  /** As in {@link ClusterTotals}. */
  readonly incidents: readonly Incident[];
}

/** What the cluster and its regions add up to at one moment: all that is not about single replicas. */
export interface ClusterTotals {
  /** Nanoseconds since the epoch, our clock. */
  readonly takenAtNs: bigint;
  readonly clusterName: string;
  readonly status: RegionStatus;
  /** By region id. */
  readonly regions: readonly RegionTotals[];
  /** By region id; also regions that are known only as followers. */
  readonly inboundLag: readonly InboundLag[];
  /** By region id; every region that has had followers. Left out where nobody counts them. */
  readonly followerSeconds?: readonly FollowerSeconds[];
  readonly totalEntities: bigint;
  readonly totalSignalsPerSecond: number;
  readonly tenantCount: number;
  readonly unroutableTenantCount: number;
  /** Shards that the topology names. */
  readonly topologyShardCount: number;
  /** Shards with two or more live replicas that claim to lead. */
  readonly leaderConflictCount: number;
  /** Shards that no live replica leads, those not heard yet left out. */
  readonly shardsWithoutLeader: number;
  /** Shards whose next failure takes the last of several copies, or the leader without a caught-up follower. */
  readonly criticalShards: number;
  /** What is broken, worst first; at most 256. */
  readonly incidents: readonly Incident[];
  /** Faults beyond those, of which nothing but the number is told. */
  readonly incidentsNotListed: number;
  /** The planned work that is in force, by id; left out is none. */
  readonly maintenance?: readonly MaintenanceWindow[];
  /**
   * Whether everybody had the time to be heard since this process began: until then that there is no incident proves nothing.
   */
  readonly isSettled: boolean;
  readonly heartbeats: Readonly<Record<HeartbeatResult, number>>;
  /** Seconds that this process itself stood still, ever. */
  readonly stallSeconds: number;
}

/** The cluster's totals and every replica, all of one moment. */
export interface ClusterSnapshot extends ClusterTotals {
  /** By shard, then region; each is made when it is asked for. */
  readonly replicas: Listing<ReplicaSnapshot>;
  /** By region id. */
  readonly regions: readonly RegionSnapshot[];
}
