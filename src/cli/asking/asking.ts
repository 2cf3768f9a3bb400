import type { z } from "zod";
import { readBuildInfo } from "../../app/build-info";
import type { ClusterHealth } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
import type { Result } from "../../domain/terms/result";
import { parseWith } from "../../wire/fields/parse-with";
import { clusterHealthSchema } from "../../wire/shapes/cluster-health";
import type { TerminalHost } from "../terminal/terminal-host";
import { printableJson, printableJsonText } from "../terminal/printable";
import { ApiClient } from "./api-client";
import type { ApiRequest } from "./api-client";
import { readConnection } from "./connection";
import type { ConnectionFlags } from "./connection";
import { EXIT_CODES } from "./exit-code";

/** An answer that was understood, every text in it printable, and its own text, which is printable too. */
export interface Understood<T> {
  readonly value: T;
  readonly text: string;
}

/** The client that the flags of a command ask for; undefined when the host has been told why there is none. */
export async function clientOf(
  flags: ConnectionFlags,
  host: Pick<TerminalHost, "stderr" | "exitWith">,
): Promise<ApiClient | undefined> {
  const connection = await readConnection(flags);
  if (connection.ok) return new ApiClient(connection.value, `tidaldb-exporter/${readBuildInfo().version}`);
  tellFailure(connection.message, host);
  return undefined;
}

/** Tells why something could not be asked, in one line, and ends with the code for it. */
export function tellFailure(message: string, host: Pick<TerminalHost, "stderr" | "exitWith">): void {
  host.stderr(`error: ${message}\n`);
  host.exitWith(EXIT_CODES.unknown);
}

/** Asks for a document of some shape. */
export async function askFor<T>(
  client: ApiClient,
  request: ApiRequest,
  schema: z.ZodType<T>,
): Promise<Result<Understood<T>>> {
  const answer = await client.ask(request);
  if (!answer.ok) return answer;
  const parsed = parseWith(schema, printableJson(answer.value.json));
  if (parsed.ok)
    return { ok: true, value: { value: parsed.value, text: printableJsonText(answer.value.text) } };
  const message = `${request.path}: the answer is not understood: ${parsed.problems[0].message}; is the exporter of another version?`;
  return { ok: false, message };
}

/** Asks for the health of the cluster, or of one region; without its replicas. */
export function askForHealth(client: ApiClient, region?: string): Promise<Result<Understood<ClusterHealth>>> {
  return askFor(client, { path: "/health.json", query: { shards: "false", region } }, clusterHealthSchema);
}

/** What regions are called, as a health says. */
export function namesOf({ regionDetails }: ClusterHealth): (regionId: RegionId) => string {
  return (regionId) => regionDetails?.get(regionId)?.name ?? String(regionId);
}
