import type { RegionId, ShardId } from "../terms/ids";
/**
 * Something that left, and stays away although it may go on talking: a replica whose shard moved has both ids, a removed
 * shard the shard's only, a removed region the region's only.
 */
export interface RetiredMember {
    readonly shardId?: ShardId | undefined;
    readonly regionId?: RegionId | undefined;
    /** When it was last heard or, if it was not heard since, left. Nanoseconds since the epoch on our clock. */
    readonly silentSinceNs: bigint;
}
