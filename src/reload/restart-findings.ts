import { isDeepStrictEqual } from "node:util";
import { formatByteSize } from "../strict-yaml/byte-size";
import type { Config, HttpConfig } from "../config/config";
import { configuredLimits, keyOf } from "../limits/limit-values";
import type { Limit } from "../limits/limit";
import { storageText } from "../config/storage";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { formatDuration } from "../strict-yaml/duration";

/** What of a configuration stays as it is until a restart. */
export type FixedConfig = Pick<Config, "storage" | "recording" | "nats" | "http">;

/** The limits that a server takes when it begins to listen. */
const SERVER_LIMITS = configuredLimits(["connection", "request"]).filter(({ needsRestart }) => needsRestart);

/**
 * What has changed and cannot change while the program runs: its store is open and would have to move its content, and
 * the server took its limits when it began to listen.
 */
export function restartFindings(current: FixedConfig, next: FixedConfig): readonly ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  if (!isDeepStrictEqual(current.storage, next.storage)) {
    const inForce = storageText(current.storage);
    findings.push({ path: ["storage"], message: `needs a restart to change; in force is ${inForce}` });
  }
  if (!isDeepStrictEqual(current.recording, next.recording))
    findings.push({ path: ["recording"], message: "needs a restart to change" });
  if (!isDeepStrictEqual(current.nats, next.nats)) {
    findings.push({ path: ["nats"], message: "needs a restart to change; what is in its files does not" });
  }
  for (const limit of SERVER_LIMITS) {
    const inForce = shown(limit, current.http);
    if (shown(limit, next.http) === inForce) continue;
    findings.push({
      path: ["http", keyOf(limit)],
      message: `needs a restart to change; in force is ${inForce}`,
    });
  }
  return findings;
}

/** A limit's value as an operator would write it. */
function shown({ property, value: { kind } }: Limit, http: HttpConfig): string {
  const value = new Map<string, unknown>(Object.entries(http)).get(property);
  if (typeof value !== "number") throw new Error(`http: no limit ${property}`);
  if (kind === "count") return String(value);
  return kind === "size" ? formatByteSize(value) : formatDuration(value);
}
