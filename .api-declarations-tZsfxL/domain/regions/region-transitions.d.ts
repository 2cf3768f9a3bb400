import type { Reason, RegionStatus } from "../terms/cluster-health";
import type { TransitionCount } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import type { Listing } from "../terms/listing";
/** A region went from one state to another. */
export interface RegionChange {
    readonly regionId: RegionId;
    readonly from: RegionStatus;
    readonly to: RegionStatus;
}
/** A change of a region's state, with all that one wants to tell about it. */
export interface RegionTransition extends RegionChange {
    readonly name: string;
    /** Nanoseconds since the epoch, our clock. */
    readonly atNs: bigint;
    /** Why it is in the new state; empty when that is Healthy. */
    readonly reasons: Listing<Reason>;
}
/** The state of each region, since when, and how often it changed. A region is born Unknown. */
export declare class RegionTransitions {
    #private;
    /** Takes in the present state of all regions; forgets those that are gone. Returns what changed. */
    observe(statuses: ReadonlyMap<RegionId, RegionStatus>, nowNs: bigint): readonly RegionChange[];
    /** Nanoseconds since the epoch: when the region's state last changed; undefined for a region never observed. */
    sinceNs(regionId: RegionId): bigint | undefined;
    /** Every pair of different states, so that a counter exists before it first counts. */
    counts(regionId: RegionId): readonly TransitionCount[];
}
