import type { RegionId, ShardId } from "../terms/ids";
/** A replica that was heard, or stayed known although it was silent: it is expected again after a restart. */
export interface KnownReplica {
    readonly shardId: ShardId;
    readonly regionId: RegionId;
    /** Nanoseconds for which it was silent while somebody listened. Time in which nobody did proves nothing. */
    readonly silentNs: bigint;
}
/** Most replicas that are kept: those of as many shards as there can be. The rest are learned again. */
export declare const MAX_KNOWN = 65536;
