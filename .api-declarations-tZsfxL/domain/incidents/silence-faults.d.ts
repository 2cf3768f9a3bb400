import type { Fault } from "./fault";
import type { RegionId } from "../terms/ids";
import type { RegionSilence } from "./region-silence";
/** What explains that whole regions are silent, and which fault is whose. */
export interface SilenceFaults {
    readonly faults: readonly Fault[];
    /** The fault that explains the silence of a region's replicas. */
    readonly byRegion: ReadonlyMap<RegionId, Fault>;
}
/**
 * Whole regions that are silent. Two or more that fell silent at the same time are one fault: our own way to them, or all of
 * them are down; which of the two cannot be told from here.
 *
 * @param togetherMs - how far apart regions may fall silent to have one cause: a few heartbeat intervals.
 * @param isHeld - whether an incident of this id was found a moment ago: while a region comes back, replica by replica, the
 *   rest of its silence is still the same fault.
 */
export declare function silenceFaults(silence: RegionSilence, togetherMs: number, isHeld: (id: string) => boolean, heldTogether: ReadonlySet<RegionId>): SilenceFaults;
