import type { RegionId } from "../domain/terms/ids";
import type { ConfigFinding, ConfigPath } from "../strict-yaml/config-problem";
/**
 * What is wrong with the `ingest` of a token or a user: it narrows nothing, or to nothing, or names somebody or something
 * twice or what nobody knows.
 *
 * @param holder - the entry that has it, beside its scopes.
 */
export declare function ingestFindings(holder: unknown, scopes: unknown, path: ConfigPath, regionIds: ReadonlyMap<string, RegionId>): readonly ConfigFinding[];
