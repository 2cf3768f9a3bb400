import type { Instant } from "../terms/clock";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { FollowerColumns, FollowerRows } from "../columns/follower-rows";
import type { RegionId, ReplicaId } from "../terms/ids";
import { LastReports } from "./last-reports";
import type { ReplicaWatcher } from "../terms/live-replicas";
import { Liveness } from "./liveness";
import { LongGaps } from "./long-gaps";
import type { HealthThresholds } from "../terms/replica-health";
import { RegionUses } from "../columns/region-uses";
import { ReplicaSlots } from "./replica-slots";
/** What is shown of replicas, by slot. */
export interface ReplicaColumns {
    readonly shardIds: Uint16Array<ArrayBuffer>;
    readonly regionIds: Uint16Array<ArrayBuffer>;
    /** As last found out: indices of `REPLICA_STATES`. */
    readonly states: Uint8Array<ArrayBuffer>;
    readonly liveness: Liveness;
    /** Without meaning where `liveness` has heard nothing. */
    readonly reports: LastReports;
    /** Of an Offline replica old news. */
    readonly followers: FollowerColumns;
}
/**
 * What is known of each replica: (shard, region). Kept in columns: half a million objects that refer to each other would keep
 * the garbage collector busy for longer than a scrape takes.
 */
export declare class ReplicaTable implements ReplicaColumns {
    #private;
    readonly slots: ReplicaSlots;
    readonly liveness: Liveness;
    readonly reports: LastReports;
    /** The regions of the replicas and of their followers. */
    readonly regionUses: RegionUses;
    states: Uint8Array<ArrayBuffer>;
    /**
     * @param watcher - is told what comes, changes and goes.
     * @param gaps - in which our own process did not read what was sent to it.
     */
    constructor(watcher: ReplicaWatcher, gaps?: LongGaps);
    get shardIds(): Uint16Array<ArrayBuffer>;
    get regionIds(): Uint16Array<ArrayBuffer>;
    get followers(): FollowerRows;
    /** How long, as of its last heartbeat, the leader in a slot has written nothing; undefined when that cannot be told. */
    idleMs(slot: number): number | undefined;
    /** The replica's slot, below 0 when it is not known. */
    slotOf(id: ReplicaId): number;
    /**
     * Adds a replica that is not known.
     *
     * @param expectedSinceMs - lived time at which the first heartbeat became due.
     */
    add(id: ReplicaId, expectedSinceMs: number): number;
    /** Removes a replica if it is known. */
    remove(id: ReplicaId): void;
    /** Removes every replica whose slot `leaves` picks. Returns how many those were. */
    removeWhere(leaves: (slot: number) => boolean): number;
    /** Forgets a region as a follower of all replicas. Returns of how many it was one. */
    removeFollower(regionId: RegionId): number;
    /**
     * Takes in a valid heartbeat of the replica in a slot. A stale one changes nothing that is shown.
     *
     * @param livedMs - when it arrived, in the time that this process lived.
     * @param instant - the same on both clocks.
     * @param sent - the heartbeat as it was sent: `heartbeat` may be completed by what its sender does not say.
     */
    record(slot: number, heartbeat: HeartbeatDraft, livedMs: number, instant: Instant, thresholds: HealthThresholds, sent?: HeartbeatDraft): "accepted" | "stale";
    /** Makes what long gaps told silence, once everything that waited has come in. To be called before states are found out. */
    settleGaps(monotonicMs: number, thresholds: HealthThresholds): void;
    /** Finds out the state of the replica in a slot as of `livedMs`, and tells of a change. Returns it as a number. */
    updateState(slot: number, livedMs: number, thresholds: HealthThresholds): number;
}
