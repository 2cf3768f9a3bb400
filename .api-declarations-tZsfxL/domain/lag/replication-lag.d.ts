import { FollowerRows } from "../columns/follower-rows";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { RegionId } from "../terms/ids";
import type { RegionUses } from "../columns/region-uses";
import { U64Array } from "../columns/u64-words";
/** The lag of all followers of each replica, from heartbeat to heartbeat. */
export declare class ReplicationLag {
    #private;
    readonly followers: FollowerRows;
    /** @param regions - are told which followers come and go. */
    constructor(capacity: number, regions?: RegionUses);
    resize(capacity: number): void;
    /** Another replica is in the slot. */
    begin(slot: number): void;
    /** Gives back what a replica that leaves took up. */
    forget(slot: number): void;
    /** How long, as of its last heartbeat, a leader has written nothing; undefined when it was never seen to write. */
    idleMs(slot: number): number | undefined;
    /** Forgets one follower of a replica. Returns whether there was one. */
    removeFollower(slot: number, followerId: RegionId): boolean;
    /**
     * Takes in an accepted heartbeat: afterwards `followers` has a row for each follower that it names.
     *
     * @param arrivalMs - monotonic, ours.
     */
    update(slot: number, heartbeat: HeartbeatDraft, arrivalMs: number): void;
    /**
     * Takes a follower's own word for where it is, when that is further than the leader knows: acknowledgements were lost on the
     * way, not data.
     *
     * @param row - the follower's among the rows of `slot`, whose leader says its head.
     * @param positions - number `i` is the last event that the follower has applied, by itself.
     * @param saidMs - monotonic, ours: when it said so.
     */
    advanceTo(slot: number, row: number, positions: U64Array, i: number, saidMs: number): void;
}
