import type { RegionId } from "../domain/terms/ids";
import type { ConfigFinding } from "../strict-yaml/config-problem";
/** The names that a document gives to regions; entries that are not valid by themselves are left out. */
export declare function regionNamesIn(document: unknown): ReadonlyMap<RegionId, string>;
/**
 * Keys of `cluster.regions` that are no numbers, and names that would make two regions share a label: given twice, or
 * made of digits, which is how another region without a name may be called.
 */
export declare function regionNameFindings(document: unknown): readonly ConfigFinding[];
