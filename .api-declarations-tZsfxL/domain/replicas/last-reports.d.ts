import type { StatsInTheMaking } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { ShardStats } from "../terms/shard-stats";
import { U64Array } from "../columns/u64-words";
/** All that is kept, by slot. */
interface ReportColumns {
    /** The u64s of slot `s` are at `s * U64_FIELD_COUNT`, in the order of `U64_FIELD`. */
    readonly u64s: U64Array;
    readonly throughputsEps: Float64Array<ArrayBuffer>;
    /** Indices of `ROLES`. */
    readonly roles: Uint8Array<ArrayBuffer>;
    /** As `HeartbeatDraft.said`. */
    readonly said: Uint32Array<ArrayBuffer>;
}
/** The last accepted heartbeat of each replica, but for what it says of followers. Without meaning before the first. */
export declare class LastReports {
    #private;
    /** @param from - what the columns begin with; zeros without. */
    constructor(capacity: number, from?: ReportColumns);
    /** The u64s of slot `s` are at `s * U64_FIELD_COUNT`, in the order of `U64_FIELD`. */
    get u64s(): U64Array;
    get throughputsEps(): Float64Array<ArrayBuffer>;
    resize(capacity: number): void;
    /** The first `length` slots as they are now. */
    copy(length: number): LastReports;
    take(slot: number, heartbeat: HeartbeatDraft): void;
    /** Where a field of a slot stands in `u64s`; `field` is one of `U64_FIELD`. */
    at(slot: number, field: number): number;
    role(slot: number): ReplicaRole | undefined;
    isLeader(slot: number): boolean;
    /**
     * Whether the heartbeat has a field, a map of lags also without entries. The number in `u64s` means nothing where it has not.
     *
     * @param bit - 1 at the number that the field has in `FIELD`.
     */
    says(slot: number, bit: number): boolean;
    /** Completes what is made of a slot's heartbeat. */
    withU64s(stats: StatsInTheMaking, slot: number): ShardStats;
}
export {};
