import type { ConfigFinding, ConfigProblem, WithConfigProblems } from "../strict-yaml/config-problem";
import type { WebConfigDocument } from "./web-config-schema";
import type { Result } from "../domain/terms/result";
/** A web configuration as it was written; it can still say in which line a value of it stands. */
export interface LocatedWebConfig {
    readonly document: WebConfigDocument;
    readonly locate: (finding: ConfigFinding) => ConfigProblem;
}
/** Such a configuration, or everything that is wrong with the text, by line. */
export type ParsedWebConfig = Result<LocatedWebConfig, WithConfigProblems>;
/**
 * Reads a web configuration from YAML, without the files that it refers to. Never throws; `{}` is one in which
 * nothing is set, and a text without a value is none. Problems never repeat a hash or a key.
 *
 * @param path of the file that the text is from; problems name it.
 */
export declare function parseWebConfig(text: string, path: string): ParsedWebConfig;
