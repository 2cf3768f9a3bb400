import type { Config } from "./config";
import { inOrder } from "../strict-yaml/config-problem";
import type { ConfigFinding, ConfigProblem } from "../strict-yaml/config-problem";
import { inconsistencies } from "./inconsistencies";
import { documentSchema } from "./schema";
import { schemaFindings } from "../strict-yaml/schema-findings";
import { toConfig } from "./to-config";
import { readYaml } from "../strict-yaml/source/yaml-source";

/** A configuration, or everything that is wrong with it, by line. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** A configuration that can still say in which line a value of it stands. */
export type ParsedConfig =
  | { readonly ok: true; readonly config: Config; readonly locate: (finding: ConfigFinding) => ConfigProblem }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads a configuration from YAML. Never throws; `{}` is the default configuration, and a text without a value is none.
 *
 * @param path of the file that the text is from: problems name it, and relative paths start at its folder.
 */
export function parseConfig(text: string, path: string): ConfigResult {
  const parsed = parseLocatedConfig(text, path);
  return parsed.ok ? { ok: true, config: parsed.config } : parsed;
}

/** As {@link parseConfig}, for callers that check the result further. */
export function parseLocatedConfig(text: string, path: string): ParsedConfig {
  const source = readYaml(text, path);
  if (!source.ok) return source;
  const read = documentSchema.safeParse(source.value);
  const findings = [...schemaFindings(read.error?.issues ?? [], documentSchema), ...inconsistencies(source.value)];
  const problems = inOrder([...source.problems, ...findings.map(source.locate)]);
  if (problems.length > 0 || !read.success) return { ok: false, problems };
  return { ok: true, config: toConfig(read.data, path), locate: source.locate };
}

/** What holds where no file says otherwise. Nothing in it depends on a path. */
export function defaultConfig(): Config {
  return toConfig(documentSchema.parse({}), "");
}
