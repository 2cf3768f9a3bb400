import type { Fault } from "./fault";
import type { RegionPair } from "./lag-evidence";
/** Which fault explains the lag between two regions. */
export type PairFaults = ReadonlyMap<RegionPair, Fault>;
/**
 * The fewest faults of whole regions, and of what is between them, that explain who is behind whom: again and again the one
 * that explains most of what is left.
 *
 * @param pairs - of regions that are heard.
 * @param isHeld - whether an incident of this id was found a moment ago: while followers catch up, one after the other, the
 *   rest of their lag is still the same fault.
 */
export declare function lagFaults(pairs: readonly RegionPair[], isHeld: (id: string) => boolean): PairFaults;
