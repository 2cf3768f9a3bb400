import { U64Array } from "../columns/u64-words";
/**
 * When the heartbeats of each replica were sent, on our monotonic clock.
 *
 * Arrival times alone are wrong when heartbeats wait (in a socket while this process stood still, in a slow network) and then
 * arrive together; the shard's clock alone is wrong when it is stepped. So the distance between two heartbeats is the shard's
 * own, as long as it does not lead past the moment of arrival: nothing arrives before it was sent.
 */
export declare class HeartbeatTimeline {
    #private;
    constructor(capacity: number);
    resize(capacity: number): void;
    /** Another replica is in the slot. */
    begin(slot: number): void;
    /**
     * @param arrivalMs - monotonic, ours.
     * @param stampsNs - number `i` is the heartbeat's own time stamp; later than the one before unless the shard's clock stepped
     *   back.
     * @returns when it was sent, in milliseconds on our monotonic clock; never earlier than the heartbeat before.
     */
    place(slot: number, arrivalMs: number, stampsNs: U64Array, i: number): number;
}
