import type { RegionId, ShardId } from "../../domain/terms/ids";
import type { ShardStats } from "../../domain/terms/shard-stats";
/** How large a cluster is. */
export interface ClusterShape {
    readonly regions: number;
    /** In the whole cluster; their leaders are spread over the regions in turn. */
    readonly shards: number;
    /** Of each shard, in as many other regions. */
    readonly followers: number;
    /** Whether followers send heartbeats of their own, as tidalDB's do. */
    readonly followersReport: boolean;
}
/** The regions that a shard lives in, its home first. */
export declare function regionsOf(shardId: ShardId, { regions, followers }: ClusterShape): readonly RegionId[];
/** Names of the length that cloud regions have. */
export declare function regionNames({ regions }: Pick<ClusterShape, "regions">): ReadonlyMap<RegionId, string>;
/**
 * What the replicas of one shard would say in one beat, with everything that can be reported. The values have as many
 * digits as those of a shard in use: they differ from shard to shard, and are the same in every run.
 */
export declare function heartbeatsOf(shardId: ShardId, shape: ClusterShape): readonly ShardStats[];
/** The moment at which the heartbeats arrive. */
export declare const IMAGINED_INSTANT: {
    readonly monotonicMs: 0;
    readonly wallNs: 1700000000123456789n;
};
