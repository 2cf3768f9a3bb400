import type { Config } from "./config";
import type { ConfigFinding, WithConfigProblems } from "../strict-yaml/config-problem";
import type { LocatedConfig } from "./parse";
import type { Environment, Token } from "./tokens";
import type { Result } from "../domain/terms/result";
/** A configuration with the secrets that it refers to. */
export interface LoadedConfig {
    readonly config: Config;
    /** The tokens of `config.auth` with their secrets. Not to be logged. */
    readonly tokens: readonly Token[];
    /** Whether there was a file; else these are the defaults. */
    readonly fromFile: boolean;
}
/** A configuration, ready to use, or everything that is wrong with it, by line. */
export type LoadResult = Result<LoadedConfig, WithConfigProblems>;
/** A configuration file that was read and checked. */
export interface ConfigFile extends LocatedConfig {
    /** Whether there was a file; else these are the defaults. */
    readonly fromFile: boolean;
}
/** Such a file, or everything that is wrong with it, by line. */
export type ConfigFileResult = Result<ConfigFile, WithConfigProblems>;
/** How to load a configuration. */
export interface LoadOptions {
    /** The process's environment, for tokens whose secret is in a variable. */
    readonly env: Environment;
    /** Whether the file may be missing, as a default path's may; the defaults hold then. Without it: no. */
    readonly optional?: boolean;
    /** Further rules that the configuration must keep, such as that it fits the one that is in force. */
    readonly check?: (config: Config) => readonly ConfigFinding[];
}
/**
 * Loads the configuration and the secrets of its tokens. Expected failures are problems, not rejections: a missing or
 * unreadable file, bad YAML, wrong values, secrets that cannot be read.
 *
 * @param path as the operator gave it; problems repeat it.
 */
export declare function loadConfig(path: string, options: LoadOptions): Promise<LoadResult>;
/**
 * Reads and checks the file alone, without the secrets that it refers to.
 *
 * @param optional whether it may be missing; the defaults hold then.
 */
export declare function readConfigFile(path: string, optional: boolean): Promise<ConfigFileResult>;
