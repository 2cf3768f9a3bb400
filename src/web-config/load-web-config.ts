import { inOrder } from "../strict-yaml/config-problem";
import type { WithConfigProblems } from "../strict-yaml/config-problem";
import { FileReads } from "./file-reads";
import { loadTls } from "./load-tls";
import { parseWebConfig } from "./parse-web-config";
import type { WebConfig } from "./web-config";
import type { Result } from "../domain/terms/result";

/** A web configuration, ready to use, or everything that is wrong with it, by line. */
export type WebConfigResult = Result<WebConfig, WithConfigProblems>;

/** What came of loading, and which files with which contents it came from. */
export interface WebConfigLoad {
  readonly result: WebConfigResult;
  readonly reads: FileReads;
}

/**
 * Loads a web configuration with the certificates and keys that it refers to. Expected failures are problems, not
 * rejections. A file that sets nothing (`{}`) is a configuration in which nothing is protected; one without a value is a
 * problem, although the exporter toolkit takes it: it is most often what is left of one that did protect.
 *
 * @param path as the operator gave it; problems repeat it.
 */
export async function loadWebConfig(path: string): Promise<WebConfigLoad> {
  const reads = new FileReads();
  return { result: await load(path, reads), reads };
}

async function load(path: string, reads: FileReads): Promise<WebConfigResult> {
  const read = await reads.read(path);
  if (!read.ok) {
    return { ok: false, problems: [{ file: path, path: "", line: 0, column: 0, message: read.message }] };
  }
  const parsed = parseWebConfig(read.value, path);
  if (!parsed.ok) return parsed;
  const { document, locate } = parsed.value;
  const tls = await loadTls(document.tls_server_config, path, reads);
  if (!tls.ok) return { ok: false, problems: inOrder(tls.findings.map(locate)) };
  const { http2, headers } = document.http_server_config;
  return {
    ok: true,
    value: {
      tls: tls.value,
      users: Object.entries(document.basic_auth_users).map(([name, hash]) => ({ name, hash })),
      headers: Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      asksForHttp2: http2 === true,
    },
  };
}
