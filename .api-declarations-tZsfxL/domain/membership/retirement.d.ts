import type { RegionId, ReplicaId, ShardId } from "../terms/ids";
import type { ReplicaRole } from "../terms/heartbeat-fields";
/** One thing that left, see `RetiredMember`, in lived time. */
export interface Tombstone {
    readonly shardId?: ShardId | undefined;
    readonly regionId?: RegionId | undefined;
    readonly heardMs: number;
}
/**
 * Most moved replicas that are remembered; the longest silent is forgotten first. Every shard that there can be may move
 * once. Removed shards and regions are bounded by their ids.
 */
export declare const MAX_MOVED = 65536;
/**
 * The replicas that left while they may still be sending heartbeats. A slow drain or an old leader must not come back to
 * life by talking; a replica whose shard moved away may return as a follower, one whose shard or region was removed may not.
 */
export declare class Retirement {
    #private;
    /** One that remembers the same, and goes its own way from here. */
    copy(): Retirement;
    /** Grows with whatever changes, also with what is heard. */
    get version(): number;
    /** All that is remembered. */
    get tombstones(): readonly Tombstone[];
    /** Remembers what {@link tombstones} told an earlier process. To be called before anything else is retired. */
    restore(tombstones: readonly Tombstone[]): void;
    /** The shard has another home now. */
    retireMoved(replica: ReplicaId, livedMs: number): void;
    retireShard(shardId: ShardId, livedMs: number): void;
    retireRegion(regionId: RegionId, livedMs: number): void;
    /** Whether a region that was removed is still remembered. Notes that somebody talked of it. */
    isRegionRetired(regionId: RegionId, livedMs: number): boolean;
    /** Whether any region that was removed is still remembered. */
    get hasRegions(): boolean;
    /** The topology names this replica: it, its shard and its region are welcome again. */
    readmit(replica: ReplicaId): void;
    /** Whether a heartbeat comes from something that left. Notes that it was heard; a moved replica that follows returns. */
    isRetired(replica: ReplicaId, role: ReplicaRole | undefined, livedMs: number): boolean;
    /** The same, and notes nothing: nobody was heard. */
    remembers({ shardId, regionId }: ReplicaId): boolean;
    /** Forgets what left and has not been heard for longer than `forgetAfterMs`. */
    forgetSilent(livedMs: number, forgetAfterMs: number): void;
}
