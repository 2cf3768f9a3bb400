import type { RegionId } from "../../domain/terms/ids";
import type { Result } from "../../domain/terms/result";
import { NS_PER_MS, NS_PER_SECOND_F64 } from "../../domain/terms/units";
import { formatDuration, parseDuration } from "../../strict-yaml/duration";
import { printJson } from "../../wire/json/json";
import { parseWith } from "../../wire/fields/parse-with";
import type { ClusterHealth } from "../../domain/terms/cluster-health";
import { maintenanceWindowSchema } from "../../wire/shapes/maintenance-window";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import { maintenanceEndNs } from "../../domain/terms/maintenance-window";
import type { ApiClient } from "../asking/api-client";
import { askForHealth, namesOf } from "../asking/asking";
import { printableJson } from "../terminal/printable";

const NOT_UNDERSTOOD =
  "/api/v1/maintenance: the answer is not understood: expected planned work; is the exporter of another version?";

/** Work to announce, as flags say it. */
export interface WorkToAnnounce {
  readonly id: string;
  /** A region's name or number. */
  readonly region: string | undefined;
  readonly shard: number | undefined;
  readonly by: string;
  readonly reason: string;
  /** Durations as Prometheus writes them; without a length and with a lease: for as long as it is renewed. */
  readonly length: string | undefined;
  readonly lease: string | undefined;
}

/** What to tell the operator: the answer itself, and what he should know besides. */
export interface Told {
  readonly text: string;
  readonly warning?: string;
}

/** Announces work, or renews its lease. */
export async function announceWork(client: ApiClient, work: WorkToAnnounce): Promise<Result<Told>> {
  const { id, shard, by, reason, length, lease } = work;
  const durationMs = length === undefined ? undefined : parseDuration(length);
  if (length !== undefined && !durationMs) {
    return { ok: false, message: `--for: expected a duration such as 2h, got ${JSON.stringify(length)}` };
  }
  const region = await regionOf(client, work.region);
  if (!region.ok) return region;
  const body = {
    ...(region.value !== undefined && { region_id: region.value.regionId }),
    ...(shard !== undefined && { shard_id: shard }),
    by,
    reason,
    ...(durationMs !== undefined && { duration_ms: durationMs }),
  };
  const request = { path: pathOf(id), query: { lease }, body: printJson(body) };
  const answer = await client.ask({ method: "PUT", ...request });
  if (!answer.ok) return answer;
  const window = windowIn(printableJson(answer.value.json));
  if (window === undefined) return { ok: false, message: NOT_UNDERSTOOD };
  const { name } = region.value ?? {};
  const line = lineOf(window, (regionId) => name ?? String(regionId));
  return {
    ok: true,
    value: {
      text: `${answer.value.status === 201 ? "announced" : "renewed"}: ${line}\n`,
      ...(region.value !== undefined &&
        name === undefined && { warning: `no region ${region.value.regionId} is known yet` }),
    },
  };
}

/** Lists the work that was announced, one a line; or as the API has it. */
export async function listWork(client: ApiClient, asJson: boolean): Promise<Result<Told>> {
  const [answer, health] = await Promise.all([
    client.ask({ path: "/api/v1/maintenance" }),
    asJson ? undefined : healthOf(client),
  ]);
  if (!answer.ok) return answer;
  const { maintenance: listed } = (printableJson(answer.value.json) ?? {}) as {
    readonly maintenance?: unknown;
  };
  if (!Array.isArray(listed)) return { ok: false, message: NOT_UNDERSTOOD };
  if (asJson) return { ok: true, value: { text: `${printJson({ maintenance: listed }, 2)}\n` } };
  const nameOf = health === undefined ? String : namesOf(health);
  const lines: string[] = [];
  for (const entry of listed as readonly unknown[]) {
    const window = windowIn(entry);
    // What is left out would look as if nobody worked there.
    if (window === undefined) return { ok: false, message: NOT_UNDERSTOOD };
    lines.push(`${String((entry as { state?: unknown }).state)}: ${lineOf(window, nameOf)}\n`);
  }
  return { ok: true, value: { text: lines.length === 0 ? "no work is announced\n" : lines.join("") } };
}

/** Ends work, and says what it explained that is still broken: that pages from then on. */
export async function endWork(client: ApiClient, id: string): Promise<Result<Told>> {
  const health = await healthOf(client);
  const answer = await client.ask({ method: "DELETE", path: pathOf(id) });
  if (!answer.ok) return answer;
  const incidents = health?.incidents ?? [];
  const broken = incidents.filter(
    ({ announced, isHealing }) => !isHealing && announced?.windowIds.includes(id),
  );
  const titles = broken.map(({ title }) => title).join("; ");
  return {
    ok: true,
    value: {
      text: `ended: ${id}\n`,
      ...(broken.length > 0 && { warning: `still broken, so that it pages now: ${titles}` }),
    },
  };
}

interface AskedRegion {
  readonly regionId: number;
  /** Undefined when nobody knows a region of this number. */
  readonly name: string | undefined;
}

async function regionOf(
  client: ApiClient,
  nameOrId: string | undefined,
): Promise<Result<AskedRegion | undefined>> {
  if (nameOrId === undefined) return { ok: true, value: undefined };
  const health = await askForHealth(client);
  const regions = [...((health.ok ? health.value.value.regionDetails : undefined) ?? [])];
  const known = regions.find(([regionId, { name }]) => name === nameOrId || String(regionId) === nameOrId);
  if (known) return { ok: true, value: { regionId: known[0], name: known[1].name } };
  if (/^\d{1,5}$/.test(nameOrId)) return { ok: true, value: { regionId: Number(nameOrId), name: undefined } };
  if (!health.ok) return health;
  const names = regions.map(([, { name }]) => name);
  const expected = names.length === 0 ? "a region's number" : `one of ${names.slice(0, 20).join(", ")}`;
  return { ok: false, message: `--region: expected ${expected}, got ${JSON.stringify(nameOrId)}` };
}

/** Undefined where it cannot be told; who asks goes on without, or hears of it with the next request. */
async function healthOf(client: ApiClient): Promise<ClusterHealth | undefined> {
  const health = await askForHealth(client);
  return health.ok ? health.value.value : undefined;
}

function windowIn(json: unknown): MaintenanceWindow | undefined {
  const window = parseWith(maintenanceWindowSchema, json);
  return window.ok ? window.value : undefined;
}

function lineOf(window: MaintenanceWindow, nameOf: (regionId: RegionId) => string): string {
  const { id, regionId, shardId, by, reason, leaseUntilNs, startedNs, untilNs } = window;
  const subject = [
    ...(regionId === undefined ? [] : [`region ${nameOf(regionId)}`]),
    ...(shardId === undefined ? [] : [`shard ${shardId}`]),
  ].join(", ");
  const end = new Date(Number(maintenanceEndNs(window) / NS_PER_MS)).toISOString();
  const most = formatDuration(Math.round(Number(untilNs - startedNs) / NS_PER_SECOND_F64) * 1000);
  const lease = leaseUntilNs === undefined ? "" : ` unless it is renewed, ${most} in all`;
  return `${id} on ${subject}, until ${end}${lease}, by ${by}: ${reason}`;
}

function pathOf(id: string): string {
  return `/api/v1/maintenance/${encodeURIComponent(id)}`;
}
