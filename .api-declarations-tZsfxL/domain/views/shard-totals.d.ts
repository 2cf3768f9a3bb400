import type { ReplicaColumns } from "../replicas/replica-table";
import type { Topology } from "../membership/topology";
/** Sums in which every shard counts once, however many replicas report it. */
export interface ShardTotals {
    /** u64, held at 2^64 - 1. */
    readonly entities: bigint;
    readonly signalsPerSecond: number;
    /** Shards with two or more replicas that are not Offline and claim to lead. */
    readonly leaderConflictCount: number;
}
/** @param slots - of the replicas, by shard, then region. */
export declare function shardTotals(columns: ReplicaColumns, slots: Uint32Array, topology: Topology): ShardTotals;
