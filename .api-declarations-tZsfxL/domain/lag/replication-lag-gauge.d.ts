import type { RegionId, ShardId } from "../terms/ids";
/**
 * Lag in sequence numbers, kept by the process that leads shards: the head of each shard's WAL, less what each follower has
 * applied. The control plane completes a home replica's heartbeat from it where the heartbeat says nothing.
 */
export declare class ReplicationLagGauge {
    #private;
    /**
     * Says where the head of a shard's WAL is: written, not merely shipped, so that a stalled shipper shows.
     *
     * @throws RangeError when a value does not fit its type.
     */
    updateLeaderSeqno(shardId: ShardId, seqno: bigint): void;
    /**
     * Says what a follower has applied. A high-water mark: it never goes back.
     *
     * @throws RangeError when a value does not fit its type.
     */
    advance(shardId: ShardId, follower: RegionId, appliedSeqno: bigint): void;
    leaderSeqno(shardId: ShardId): bigint | undefined;
    /** @returns the follower's distance, or undefined while the leader or the follower is unknown. */
    lagSeqnos(shardId: ShardId, follower: RegionId): bigint | undefined;
    /** The distance of each follower of a shard; empty while the leader's seqno is unknown. */
    lagByFollower(shardId: ShardId): ReadonlyMap<RegionId, bigint>;
    /** Whether anything was said about a shard. */
    hasShard(shardId: ShardId): boolean;
    /** Whether a region is the follower of any shard. */
    hasFollower(follower: RegionId): boolean;
    /** Forgets a shard, once it is removed from the cluster. */
    remove(shardId: ShardId): void;
    /** Forgets a region as follower of every shard, once it is removed from the cluster. */
    removeFollower(follower: RegionId): void;
}
