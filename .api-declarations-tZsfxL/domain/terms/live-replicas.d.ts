import type { ReplicaState } from "./cluster-snapshot";
import type { NamesOf, ReplicaRole } from "./heartbeat-fields";
import type { RegionId, ShardId } from "./ids";
/**
 * One follower's lag as a figure to be exported. A `FollowerLag` of a snapshot is one too.
 */
export interface FollowerReading {
    readonly followerId: RegionId;
    readonly followerName: string;
    /** u64, or the float nearest to it; undefined when the heartbeat gave only a time for this follower. */
    readonly lagSeqnos: number | bigint | undefined;
    /** Age in seconds of the oldest event that the follower has not applied, rounded to whole microseconds. */
    readonly lagSeconds: number;
}
/** The names of the u64s that are exported; a heartbeat's time stamp only puts it in order. */
type ReadU64<Required extends boolean> = Exclude<NamesOf<"u64", Required>, "lastHeartbeatNs">;
type RequiredReadings = Readonly<Record<ReadU64<true>, number | bigint>>;
type OptionalReadings = Readonly<Partial<Record<ReadU64<false>, number | bigint | undefined>>>;
/** What a replica last reported, as figures to be exported: u64s, or the floats nearest to them. `ShardStats` is one too. */
export interface ReportReading extends RequiredReadings, OptionalReadings {
    /** Events per second. */
    readonly signalThroughputEps: number;
    readonly role?: ReplicaRole | undefined;
}
/** One replica as figures to be exported. A `ReplicaSnapshot` is one too. */
export interface ReplicaReading {
    readonly shardId: ShardId;
    readonly regionId: RegionId;
    readonly regionName: string;
    /** As of the last time that states were found out: by a tick, a summary or a snapshot, or by its own heartbeat. */
    readonly state: ReplicaState;
    /** The last accepted heartbeat; undefined for a replica that has never been heard. */
    readonly stats: ReportReading | undefined;
    /** Seconds since the epoch, our clock: when that heartbeat arrived. */
    readonly lastArrivalSeconds: number | undefined;
    /** The shard's clock less ours when that heartbeat arrived, in seconds, signed. */
    readonly clockSkewSeconds: number | undefined;
    /** By follower id; none while the replica is Offline. To be gone through at once, any number of times: a live reading reuses its entries. */
    readonly followers: Iterable<FollowerReading>;
}
/** Told about live replicas. Called in the middle of other work: notes what it is told and returns. */
export interface ReplicaWatcher {
    /** A replica is there that was not before. Its slot may have been another replica's. */
    added(slot: number): void;
    /** Something that can be exported changed: a heartbeat was accepted, or the state was found to be another. */
    changed(slot: number): void;
    /** The replica is gone, its slot is free for another. Its reading can no longer be asked for. */
    removed(slot: number): void;
    /** Regions have new names, so every label may have changed. */
    renamed(): void;
}
/** The replicas as they are right now, read in place. Slots are small whole numbers. */
export interface LiveReplicas {
    /** Upper bound of all slots in use. */
    readonly slotCount: number;
    /** All slots in use, by shard, then region. */
    slotsInOrder(): Iterable<number>;
    /**
     * The replica in a slot. The same object is handed out each time and shows another replica after the next call: copy what
     * is to be kept.
     */
    read(slot: number): ReplicaReading;
    /** Starts telling `watcher` of every change. Returns a function that ends it. */
    watch(watcher: ReplicaWatcher): () => void;
}
export {};
