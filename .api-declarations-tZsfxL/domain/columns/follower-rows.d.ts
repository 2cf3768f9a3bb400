import type { HeartbeatDraft } from "./heartbeat-draft";
import type { RegionId } from "../terms/ids";
import { RegionUses } from "./region-uses";
import { U64Array } from "./u64-words";
/** What else is kept for each row. */
export interface RowState {
    resize(rowCapacity: number): void;
    /** Another follower, of which nothing is known, is in the row. */
    begin(row: number): void;
    /** The same follower goes on in another row. */
    move(from: number, to: number): void;
}
/** The rows of {@link FollowerRows}, to be read: a copy has all of them, and nothing with which they change. */
export type FollowerColumns = Readonly<Pick<FollowerRows, "starts" | "counts" | "worstLagSeconds" | "followerIds" | "hasLag" | "lags" | "hasLagNs" | "lagsNs" | "lagSeconds" | "endOf" | "regionLimit">>;
/**
 * What the last heartbeat of each replica said of its followers, a row for each, and their lag in seconds. The rows of a slot
 * are `counts[slot]` consecutive ones from `starts[slot]` on, by follower id.
 */
export declare class FollowerRows {
    #private;
    /** By slot. */
    starts: Uint32Array<ArrayBuffer>;
    counts: Uint32Array<ArrayBuffer>;
    /** By slot: the largest lag in seconds of its followers, 0 without any. */
    worstLagSeconds: Float64Array<ArrayBuffer>;
    /** By row. */
    followerIds: Uint16Array<ArrayBuffer>;
    hasLag: Uint8Array<ArrayBuffer>;
    /** Sequence numbers; where `hasLag` is 1. */
    lags: U64Array;
    hasLagNs: Uint8Array<ArrayBuffer>;
    /** As reported; where `hasLagNs` is 1. */
    lagsNs: U64Array;
    /** Age of the oldest event that the follower has not applied. */
    lagSeconds: Float64Array<ArrayBuffer>;
    /** @param regions - are told which followers come and go. */
    constructor(capacity: number, regions?: RegionUses);
    /** Upper bound of the ids of all followers ever seen. */
    get regionLimit(): RegionId;
    /** Rows of all slots together. */
    get total(): number;
    /** The row after the last one of a slot. */
    endOf(slot: number): number;
    resize(capacity: number): void;
    /** The followers of the first `slotCount` slots as they are now. */
    copy(slotCount: number): FollowerColumns;
    /** Gives the rows of a slot back. */
    forget(slot: number): void;
    /**
     * Makes the rows of a slot those of the followers that a heartbeat names, and takes over what it says of them. Lags in
     * seconds are up to the caller.
     *
     * @param state - is kept for followers that stay.
     */
    take(slot: number, heartbeat: HeartbeatDraft, state: RowState): void;
    /** Removes the row of one follower of a slot. Returns whether there was one. */
    removeFollower(slot: number, followerId: RegionId, state: RowState): boolean;
}
