import type { HealthThresholds } from "../terms/replica-health";
import type { RegionId } from "../terms/ids";
import type { ReplicaTable } from "../replicas/replica-table";
/** What is led in one region and followed in another. */
export interface RegionPair {
    readonly leaderId: RegionId;
    readonly followerId: RegionId;
    /** Followers of single shards that say anything: behind, or level with a leader that has something to ship. */
    readonly total: number;
    /** Of those, the ones that are behind. */
    readonly behind: number;
    /** Lived milliseconds: when the first of them fell behind. */
    readonly sinceMs: number;
}
/**
 * Who is behind whom, region by region. A follower that is level with an idle leader tells nothing: there was nothing to be
 * behind of. What an Offline replica said last is old news.
 */
export declare class LagEvidence {
    #private;
    /** The slots of leaders that report a follower behind, by shard. */
    readonly slots: readonly number[];
    /** @param isRegionGoing - whether nobody in a region is heard, or is about to be. */
    constructor(table: ReplicaTable, livedMs: number, thresholds: HealthThresholds, isRegionGoing: (regionId: RegionId) => boolean);
    /** Every pair of which anything is told; {@link pairOf} is its place here. */
    get pairs(): readonly RegionPair[];
    /** The place in {@link pairs} of what is led in one region and followed in another, below 0 when nothing is told of it. */
    pairOf(leaderId: RegionId, followerId: RegionId): number;
    /** Whether the follower in a row is behind. */
    isBehind(row: number): boolean;
    /** Whether a row of a slot tells anything. */
    isTelling(slot: number, row: number): boolean;
    /** Lived milliseconds: when the follower in a row fell behind. */
    sinceMs(slot: number, row: number, livedMs: number): number;
}
