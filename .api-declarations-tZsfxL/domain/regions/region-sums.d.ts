import type { RegionId } from "../terms/ids";
import type { ReplicaCounts } from "./region-health";
import type { ReplicaColumns } from "../replicas/replica-table";
/** What a region's replicas add up to. */
export interface RegionSummary {
    readonly regionId: RegionId;
    readonly replicas: ReplicaCounts;
    /** u64 sums are held at 2^64 - 1. */
    readonly entities: bigint;
    readonly walBytes: bigint;
    /** Events per second; an Offline replica adds none. */
    readonly signalsPerSecond: number;
}
/**
 * Every region that has a replica, by id.
 *
 * @param slots - of the replicas, by shard: the sum of rates depends on their order in its last digits.
 * @param regionLimit - more than any region's id.
 */
export declare function sumRegions({ regionIds, states, liveness, reports }: ReplicaColumns, slots: Uint32Array, regionLimit: number): readonly RegionSummary[];
