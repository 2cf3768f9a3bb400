import type { Config } from "./config";
import { inOrder } from "../strict-yaml/config-problem";
import type { ConfigFinding, ConfigProblem, WithConfigProblems } from "../strict-yaml/config-problem";
import { inconsistencies } from "./inconsistencies";
import { documentSchema } from "./schema";
import { schemaFindings } from "../strict-yaml/schema-findings";
import { toConfig } from "./to-config";
import { readYaml } from "../strict-yaml/source/yaml-source";
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
export function parseConfig(text: string, path: string): ConfigResult {
  const parsed = parseLocatedConfig(text, path);
  return parsed.ok ? { ok: true, value: parsed.value.config } : parsed;
}

/** As {@link parseConfig}, for callers that check the result further. */
export function parseLocatedConfig(text: string, path: string): ParsedConfig {
  const source = readYaml(text, path);
  if (!source.ok) return source;
  const { document, locate } = source.value;
  const read = documentSchema.safeParse(document);
  const findings = [
    ...schemaFindings(read.error?.issues ?? [], documentSchema),
    ...inconsistencies(document),
  ];
  const problems = inOrder([...source.value.problems, ...findings.map(locate)]);
  if (problems.length > 0 || !read.success) return { ok: false, problems };
  return { ok: true, value: { config: toConfig(read.data, path), locate } };
}

/** What holds where no file says otherwise. Nothing in it depends on a path. */
export function defaultConfig(): Config {
  return toConfig(documentSchema.parse({}), "");
}
