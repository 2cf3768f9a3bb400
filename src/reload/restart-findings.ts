import { isDeepStrictEqual } from "node:util";
import { formatByteSize } from "../strict-yaml/byte-size";
import type { Config, HttpConfig } from "../config/config";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { formatDuration } from "../strict-yaml/duration";

/** What of a configuration stays as it is until a restart. */
export type FixedConfig = Pick<Config, "storage" | "http">;

/** How the limits are shown that a server takes when it begins to listen, by their key in the section `http`. */
const SERVER_LIMITS: Readonly<Record<string, (http: HttpConfig) => string>> = {
  max_header: ({ maxHeaderBytes }) => formatByteSize(maxHeaderBytes),
  header_timeout: ({ headerTimeoutMs }) => formatDuration(headerTimeoutMs),
  request_timeout: ({ requestTimeoutMs }) => formatDuration(requestTimeoutMs),
  idle_timeout: ({ idleTimeoutMs }) => formatDuration(idleTimeoutMs),
  max_connections: ({ maxConnections }) => String(maxConnections),
};

/**
 * What has changed and cannot change while the program runs: its store is open and would have to move its content, and
 * the server took its limits when it began to listen.
 */
export function restartFindings(current: FixedConfig, next: FixedConfig): readonly ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  if (!isDeepStrictEqual(current.storage, next.storage)) {
    const inForce = current.storage.kind === "file" ? `the file ${current.storage.path}` : "config";
    findings.push({ path: ["storage"], message: `needs a restart to change; in force is ${inForce}` });
  }
  for (const [key, show] of Object.entries(SERVER_LIMITS)) {
    const inForce = show(current.http);
    if (show(next.http) === inForce) continue;
    findings.push({ path: ["http", key], message: `needs a restart to change; in force is ${inForce}` });
  }
  return findings;
}
