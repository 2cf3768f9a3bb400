import { inOrder } from "../strict-yaml/config-problem";
import type { ConfigFinding, ConfigProblem, WithConfigProblems } from "../strict-yaml/config-problem";
import { schemaFindings } from "../strict-yaml/schema-findings";
import { readYaml } from "../strict-yaml/source/yaml-source";
import { webConfigFindings } from "./web-config-rules";
import { webConfigSchema } from "./web-config-schema";
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
export function parseWebConfig(text: string, path: string): ParsedWebConfig {
  const source = readYaml(text, path);
  if (!source.ok) return source;
  const { document, locate } = source.value;
  const read = webConfigSchema.safeParse(document);
  const findings = [
    ...schemaFindings(read.error?.issues ?? [], webConfigSchema).map(withoutSecret),
    ...webConfigFindings(document),
  ];
  const problems = inOrder([...source.value.problems, ...findings.map(locate)]);
  if (problems.length > 0 || !read.success) return { ok: false, problems };
  return { ok: true, value: { document: read.data, locate } };
}

/** Leaves out the value that was found, where that may be a secret or a part of one. */
function withoutSecret(finding: ConfigFinding): ConfigFinding {
  const [section, key] = finding.path;
  const isSecret = section === "basic_auth_users" || (section === "tls_server_config" && key === "key");
  return isSecret ? { ...finding, message: finding.message.replace(/, got (?!nothing;).*$/s, "") } : finding;
}
