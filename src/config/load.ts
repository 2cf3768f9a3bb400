import type { Config } from "./config";
import { inOrder } from "../strict-yaml/config-problem";
import type { ConfigFinding, WithConfigProblems } from "../strict-yaml/config-problem";
import { parseLocatedConfig } from "./parse";
import type { LocatedConfig } from "./parse";
import { readTextFile } from "../strict-yaml/source/read-text-file";
import { natsFileFindings } from "./nats-files";
import { readSourceFiles } from "./source-files";
import { loadTokens } from "./tokens";
import type { Environment, Token } from "./tokens";
import type { Result } from "../domain/terms/result";

/** 65,536 shards take 3 MiB; what is larger than this is some other file. */
const LARGEST_FILE_BYTES = 32 * 1024 * 1024;

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
export async function loadConfig(path: string, options: LoadOptions): Promise<LoadResult> {
  const { env, optional = false, check = () => [] } = options;
  const file = await readConfigFile(path, optional);
  if (!file.ok) return file;
  const { config, locate, fromFile } = file.value;
  const secrets = await loadTokens(config.auth.tokens, env);
  const findings = [
    ...check(config),
    ...(secrets.ok ? [] : secrets.findings),
    ...(await natsFileFindings(config.nats)),
    ...(await sourceFileFindings(config)),
  ];
  if (!secrets.ok || findings.length > 0) return { ok: false, problems: inOrder(findings.map(locate)) };
  return { ok: true, value: { config, tokens: secrets.value, fromFile } };
}

/** Files of sources and peers that a poll could not use. They are read again for each poll, so nothing of them is kept. */
async function sourceFileFindings(config: Config): Promise<readonly ConfigFinding[]> {
  const findings: ConfigFinding[] = [];
  for (const list of ["sources", "peers"] as const) {
    for (const [index, polled] of config[list].entries()) {
      const read = await readSourceFiles(polled);
      if (!read.ok) findings.push({ path: [list, index, ...read.key], message: read.message });
    }
  }
  return findings;
}

/**
 * Reads and checks the file alone, without the secrets that it refers to.
 *
 * @param optional whether it may be missing; the defaults hold then.
 */
export async function readConfigFile(path: string, optional: boolean): Promise<ConfigFileResult> {
  const read = await readTextFile(path, LARGEST_FILE_BYTES);
  if (!read.ok && !(optional && read.isMissing)) {
    return { ok: false, problems: [{ file: path, path: "", line: 0, column: 0, message: read.message }] };
  }
  // Unlike `defaultConfig()`, this can be checked and located like any other.
  const parsed = parseLocatedConfig(read.ok ? read.value : "{}", path);
  return parsed.ok ? { ok: true, value: { ...parsed.value, fromFile: read.ok } } : parsed;
}
