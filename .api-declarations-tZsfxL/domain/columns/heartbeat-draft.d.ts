import type { RegionId, ShardId } from "../terms/ids";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { ShardStats } from "../terms/shard-stats";
import { U64Array } from "./u64-words";
/**
 * One heartbeat in a form that can be filled again and again, so that taking in half a million a second makes no garbage.
 * Says the same as a {@link ShardStats}. Whoever fills it answers for what `shardStatsProblem` checks: finite, not negative,
 * ids of 16 bits.
 */
export declare class HeartbeatDraft {
    #private;
    shardId: ShardId;
    regionId: RegionId;
    signalThroughputEps: number;
    role: ReplicaRole | undefined;
    /** A bit for each optional field that the heartbeat has; its number is in `FIELD`. Those of required fields mean nothing. */
    said: number;
    /** The numbers named in `U64_FIELD`; an optional one that is absent is undefined in meaning, not in memory. */
    readonly u64s: U64Array;
    followerCount: number;
    /** Ascending, `followerCount` of them. */
    followerIds: Uint16Array<ArrayBuffer>;
    /** Sequence-number distance to each follower, where `followerHasLag` is 1. */
    followerLags: U64Array;
    followerHasLag: Uint8Array<ArrayBuffer>;
    /** Reported lag in nanoseconds of each follower, where `followerHasLagNs` is 1. */
    followerLagsNs: U64Array;
    followerHasLagNs: Uint8Array<ArrayBuffer>;
    /** Forgets what is optional; what every heartbeat has is overwritten anyway. */
    clear(): void;
    /**
     * Whether the heartbeat has an optional field.
     *
     * @param field - one of `FIELD`.
     */
    says(field: number): boolean;
    /** The place of a follower in the arrays: its own, or a new one in ascending order. */
    placeFollower(followerId: RegionId): number;
    /** Takes over a valid heartbeat. */
    load(stats: ShardStats): this;
    /** Takes over a heartbeat with only those of its followers that `isWanted` picks; asked for each once, ascending. */
    loadWhere(draft: HeartbeatDraft, isWanted: (followerId: RegionId) => boolean): this;
    /** The heartbeat as a value of its own, maps in ascending order of the followers. */
    toStats(): ShardStats;
}
