import type { RegionId } from "../domain/terms/ids";
import type { ConfigFinding, ConfigPath } from "../strict-yaml/config-problem";
/** Tenants that are listed twice, and required regions that nobody can resolve or that are listed twice. */
export declare function tenantFindings(document: unknown): readonly ConfigFinding[];
/** Regions by what an operator may call them in `required_regions`. */
export declare function regionIdsByName(names: ReadonlyMap<RegionId, string>): ReadonlyMap<string, RegionId>;
/** Names in a list of regions that nobody can resolve, and regions that are listed twice. */
export declare function regionListFindings(list: unknown, path: ConfigPath, regionIds: ReadonlyMap<string, RegionId>): readonly ConfigFinding[];
