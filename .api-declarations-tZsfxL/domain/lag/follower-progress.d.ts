import type { HeadHistories } from "./head-histories";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { U64Array } from "../columns/u64-words";
/**
 * Turns a follower's distance in sequence numbers into a lag in seconds: the age, as of the heartbeat, of the oldest event
 * that the follower has not applied. It is the time that the replica reports; else what the history of the leader's head
 * says of it, be the head reported or estimated.
 *
 * One row for each follower of each replica.
 */
export declare class FollowerProgress {
    #private;
    /** @param histories - of the leaders' heads, by slot. */
    constructor(histories: HeadHistories);
    resize(rowCapacity: number): void;
    /** A follower of which nothing is known is in the row. */
    begin(row: number): void;
    /** What is known of a follower goes on in another row. */
    move(from: number, to: number): void;
    /** By how many events a follower's distance grew since the last heartbeat; the head moved by no less. 0 when it fell. */
    grownBy(row: number, distance: number): number;
    /**
     * @param slot - the replica's, whose heads up to this heartbeat are in the history.
     * @param place - the follower's in the heartbeat.
     * @param sentMs - on our monotonic clock: when the heartbeat was sent.
     * @param heads - number `head` is the last head in the history.
     * @returns seconds, 0 or more.
     */
    lagSeconds(row: number, slot: number, heartbeat: HeartbeatDraft, place: number, sentMs: number, heads: U64Array, head: number): number;
}
