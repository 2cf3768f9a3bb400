import type { RegionId } from "../terms/ids";
import type { Incident } from "../terms/incident";
/** What is broken at one moment, and which regions' states that explains. */
export interface IncidentsFound {
    /** Worst first. */
    readonly listed: readonly Incident[];
    /** Faults beyond those. */
    readonly notListed: number;
    readonly shardsWithoutLeader: number;
    readonly criticalShards: number;
    /** Ids of the listed incidents that explain what speaks against a region, worst first. */
    explainedBy(regionId: RegionId): readonly string[];
    /** Whether they explain all of it; true where nothing speaks against the region. */
    isExplained(regionId: RegionId): boolean;
}
/** Before anything was looked at. */
export declare const NOTHING_FOUND: IncidentsFound;
