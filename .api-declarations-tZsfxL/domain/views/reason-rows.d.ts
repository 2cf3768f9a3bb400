import type { Reason, ReasonRule } from "../terms/cluster-health";
import type { RegionId, ShardId } from "../terms/ids";
import { LazyListing } from "../columns/lazy-listing";
import type { HealthThresholds } from "../terms/replica-health";
/** Reasons as rows of numbers, made into values when they are asked for: a region may have hundreds of thousands. */
export declare class ReasonRows extends LazyListing<Reason> {
    #private;
    /** @param thresholds - that the reasons are held against. */
    constructor(thresholds: HealthThresholds);
    get length(): number;
    /** @param silenceMs - since the last fresh heartbeat, or since one became due. */
    addSilence(rule: Exclude<ReasonRule, "replication_lag">, shardId: ShardId, silenceMs: number): void;
    addLag(shardId: ShardId, followerId: RegionId, lagSeconds: number, silenceMs: number): void;
    protected make(row: number): Reason;
}
