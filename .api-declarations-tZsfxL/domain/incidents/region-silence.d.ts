import type { RegionId } from "../terms/ids";
import type { ReplicaTable } from "../replicas/replica-table";
/** The replicas of each region by how silent they are, by region id. */
export declare class RegionSilence {
    #private;
    readonly regionLimit: number;
    /** Of all regions. */
    offlineCount: number;
    constructor(table: ReplicaTable, livedMs: number, offlineAfterMs: number);
    /** Whether any replica is Offline. */
    hasOffline(regionId: RegionId): boolean;
    /**
     * Whether nobody in the region is heard: some replica is Offline, and whoever is not yet is about to be. Waiting for the
     * last one would tell a region that dies as so many replicas that die.
     */
    isSilent(regionId: RegionId): boolean;
    /**
     * Whether everybody in the region is late, so that it is about to be silent: what its lag is due to is told then. Two that
     * die at once would else be told as the third that does not ship.
     */
    isAboutToBe(regionId: RegionId): boolean;
    /** Whether any replica of the region was ever heard. */
    isHeard(regionId: RegionId): boolean;
    /** Lived time at which the region fell silent as a whole. */
    sinceMs(regionId: RegionId): number;
    /** The regions that have a replica and of which nobody is heard, by id. */
    silentRegions(): readonly RegionId[];
    /** The regions of which somebody is heard. */
    get hasLiveRegion(): boolean;
}
