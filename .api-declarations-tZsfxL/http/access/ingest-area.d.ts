import type { RegionId, ShardId } from "../../domain/terms/ids";
/** The heartbeats that somebody's scope `ingest` is narrowed to; what is left out is not narrowed. */
export interface IngestNarrowing {
    readonly regions?: readonly RegionId[];
    /** Ranges, both ends included. */
    readonly shards?: readonly {
        readonly first: ShardId;
        readonly last: ShardId;
    }[];
}
/** Somebody whose scope `ingest` is narrowed: to any of these, when the same secret is configured more than once. */
export interface NarrowedSender {
    /** Such as `the token "shards"`. */
    readonly name: string;
    readonly narrowings: readonly [IngestNarrowing, ...IngestNarrowing[]];
}
/** Which heartbeats a sender may send. Asked for every one of them, so it only looks up two bits. */
export declare class IngestArea {
    #private;
    constructor(sender: NarrowedSender);
    /** Whether a heartbeat of this replica may be sent. Its followers are a part of its report, wherever they are. */
    holds(shardId: ShardId, regionId: RegionId): boolean;
    /** What is wrong with a heartbeat that may not be sent: the field, and what it might have been. */
    refusalOf(shardId: ShardId, regionId: RegionId): {
        readonly field: string;
        readonly message: string;
    };
    /** What to answer to a request of which no heartbeat may be sent: in words, and what may be sent. */
    get refusal(): {
        readonly detail: string;
        readonly ingest: readonly object[];
    };
}
