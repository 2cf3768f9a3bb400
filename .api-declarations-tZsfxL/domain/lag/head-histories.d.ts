import { U64Array } from "../columns/u64-words";
/**
 * When the head of each shard's WAL passed which sequence number: per slot a bounded list of (time, head), exact near the
 * present and coarser with age. It turns a follower's position into the age of what it has not applied. Only replicas that
 * report a head take up room.
 */
export declare class HeadHistories {
    #private;
    constructor(capacity: number);
    resize(capacity: number): void;
    /** Forgets what was observed in a slot. */
    forget(slot: number): void;
    /** Adds an observation: the head is number `i` of `heads`. One that went back is another WAL: what was known is void. */
    record(slot: number, timeMs: number, heads: U64Array, i: number): void;
    /** The time of the oldest observation, undefined before the first. */
    sinceMs(slot: number): number | undefined;
    /** How long before the last observation the head stood where it is; undefined before it was seen to move. */
    stoodMs(slot: number): number | undefined;
    /** The time of the observation before the last one, undefined before there are two. */
    beforeLastMs(slot: number): number | undefined;
    /** How far number `i` of `seqnos` is past the last head, signed; undefined before there is one. */
    compareToHead(slot: number, seqnos: U64Array, i: number): number | undefined;
    /**
     * When the event with number `i` of `seqnos` was written, interpolated between the two observations around it.
     *
     * @returns undefined when it was written before the history begins, or has not been written yet.
     */
    writtenAtMs(slot: number, seqnos: U64Array, i: number): number | undefined;
}
