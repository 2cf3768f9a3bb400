import type { ShardId } from "../terms/ids";
/** A set of shards: of one without more than its number, of very many without an entry for each. */
export declare class ShardSet {
    #private;
    size: number;
    /** @returns whether it was not there. */
    add(shardId: ShardId): boolean;
    has(shardId: ShardId): boolean;
    forEach(visit: (shardId: ShardId) => void): void;
}
