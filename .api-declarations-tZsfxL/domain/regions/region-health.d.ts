import type { RegionStatus } from "../terms/cluster-health";
import type { ReplicaState } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import type { HealthThresholds } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
/** How many replicas of a region are in which state. */
export type ReplicaCounts = Record<ReplicaState, number>;
/**
 * A region's state from its replicas'. Offline when every one of them is; Degraded when any is Offline or Degraded; Unknown
 * while none has been heard and none is overdue; else Healthy.
 */
export declare function regionStatus({ Healthy, Degraded, Offline, Pending }: ReplicaCounts): RegionStatus;
/** The replicas of each region, counted by state. */
export declare class StateCounts {
    #private;
    /** @param regionLimit - more than the id of any region that is counted. */
    constructor(regionLimit: number);
    /** @param state - as columns have it, an index of `REPLICA_STATES`. */
    add(regionId: RegionId, state: number): void;
    /** The regions that have a replica, by id. */
    regions(): Generator<[RegionId, ReplicaCounts], void>;
}
/** Finds out the state of every replica as of `livedMs`. Returns that of every region that has one, by region id. */
export declare function updateStates(table: ReplicaTable, livedMs: number, thresholds: HealthThresholds): ReadonlyMap<RegionId, RegionStatus>;
