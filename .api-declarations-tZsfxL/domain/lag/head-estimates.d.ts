import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { U64Array } from "../columns/u64-words";
/**
 * Where the heads of the logs stand of leaders that do not say it: from heartbeat to heartbeat a head moves by what the moving
 * average of the throughput took in, and by no less than the distance of any follower grew. Only differences mean anything.
 *
 * An average that is taken once a second does not show yet what was written in the newest second, see `#unseenGrowth`.
 */
export declare class HeadEstimates {
    #private;
    constructor(capacity: number);
    /** The estimates by slot. */
    get heads(): U64Array;
    resize(capacity: number): void;
    /** Nothing is estimated in the slot any more. */
    forget(slot: number): void;
    /** Whether the slot has an estimate. */
    has(slot: number): boolean;
    /**
     * Moves the head of a slot, or begins with it.
     *
     * @param grownBy - by how much the distance of a follower grew since the last heartbeat, the most of all; 0 or more.
     * @param distance - the largest of any follower.
     */
    advance(slot: number, heartbeat: HeartbeatDraft, sentMs: number, grownBy: number, distance: number): void;
}
