import type { Config } from "./config";
import type { ConfigFinding, ConfigProblem, WithConfigProblems } from "../strict-yaml/config-problem";
import type { Result } from "../domain/terms/result";
/** A configuration, or everything that is wrong with it, by line. */
export type ConfigResult = Result<Config, WithConfigProblems>;
/** A configuration that can still say in which line a value of it stands. */
export interface LocatedConfig {
    readonly config: Config;
    readonly locate: (finding: ConfigFinding) => ConfigProblem;
}
/** Such a configuration, or everything that is wrong with it, by line. */
export type ParsedConfig = Result<LocatedConfig, WithConfigProblems>;
/**
 * Reads a configuration from YAML. Never throws; `{}` is the default configuration, and a text without a value is none.
 *
 * @param path of the file that the text is from: problems name it, and relative paths start at its folder.
 */
export declare function parseConfig(text: string, path: string): ConfigResult;
/** As {@link parseConfig}, for callers that check the result further. */
export declare function parseLocatedConfig(text: string, path: string): ParsedConfig;
/** What holds where no file says otherwise. Nothing in it depends on a path. */
export declare function defaultConfig(): Config;
