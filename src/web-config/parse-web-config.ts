import { inOrder } from "../strict-yaml/config-problem";
import type { ConfigFinding, ConfigProblem } from "../strict-yaml/config-problem";
import { schemaFindings } from "../strict-yaml/schema-findings";
import { readYaml } from "../strict-yaml/source/yaml-source";
import { webConfigFindings } from "./web-config-rules";
import { webConfigSchema } from "./web-config-schema";
import type { WebConfigDocument } from "./web-config-schema";

/** A web configuration as it was written, or everything that is wrong with the text, by line. */
export type ParsedWebConfig =
  | {
      readonly ok: true;
      readonly document: WebConfigDocument;
      readonly locate: (finding: ConfigFinding) => ConfigProblem;
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads a web configuration from YAML, without the files that it refers to. Never throws; `{}` is one in which
 * nothing is set, and a text without a value is none. Problems never repeat a hash or a key.
 *
 * @param path of the file that the text is from; problems name it.
 */
export function parseWebConfig(text: string, path: string): ParsedWebConfig {
  const source = readYaml(text, path);
  if (!source.ok) return source;
  const read = webConfigSchema.safeParse(source.value);
  const findings = [
    ...schemaFindings(read.error?.issues ?? [], webConfigSchema).map(withoutSecret),
    ...webConfigFindings(source.value),
  ];
  const problems = inOrder([...source.problems, ...findings.map(source.locate)]);
  if (problems.length > 0 || !read.success) return { ok: false, problems };
  return { ok: true, document: read.data, locate: source.locate };
}

/** Leaves out the value that was found, where that may be a secret or a part of one. */
function withoutSecret(finding: ConfigFinding): ConfigFinding {
  const [section, key] = finding.path;
  const isSecret = section === "basic_auth_users" || (section === "tls_server_config" && key === "key");
  return isSecret ? { ...finding, message: finding.message.replace(/, got (?!nothing;).*$/s, "") } : finding;
}
