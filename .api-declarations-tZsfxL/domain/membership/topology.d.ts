import type { RegionId, ShardId } from "../terms/ids";
/** Which region a shard is at home in, that is, where its leader belongs. */
export interface ShardAssignment {
    readonly shardId: ShardId;
    readonly regionId: RegionId;
}
/** tidalDB's `ClusterTopology`: every assignment, ordered by shard. */
export interface ClusterTopology {
    readonly shards: readonly ShardAssignment[];
}
/** @throws RangeError when an id does not fit 16 bits. */
export declare function checkAssignment({ shardId, regionId }: ShardAssignment): void;
/**
 * Checks assignments, or the next of several portions of them.
 *
 * @param seen - the shards of the portions before; those of this one are added.
 * @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice.
 */
export declare function checkAssignments(assignments: Iterable<ShardAssignment>, seen?: Set<ShardId>): void;
/**
 * The live topology: shard to home region. One object is shared by the control plane and the router, so that an update
 * reaches both.
 */
export declare class Topology {
    #private;
    /** @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice. */
    constructor(assignments?: Iterable<ShardAssignment>);
    /** Grows with every change; whoever keeps something derived from the topology compares it. */
    get version(): number;
    get size(): number;
    /** Ordered by shard. The array is shared: it is not changed by later updates. */
    get assignments(): readonly ShardAssignment[];
    /** In no particular order, which costs nothing. */
    shardIds(): IterableIterator<ShardId>;
    homeOf(shardId: ShardId): RegionId | undefined;
    /** Whether any shard is at home in the region. */
    isHome(regionId: RegionId): boolean;
    /**
     * Adds a shard or moves it to another home.
     *
     * @returns the home it had before, or undefined.
     * @throws RangeError when an id does not fit 16 bits.
     */
    assign(assignment: ShardAssignment): RegionId | undefined;
    /** @returns the home that the shard had, or undefined when the topology did not name it. */
    remove(shardId: ShardId): RegionId | undefined;
}
