import { dirname, resolve } from "node:path";
import { Assignments } from "../domain/membership/topology";
import type { TenantConfig } from "../domain/terms/tenant";
import { settingsOf } from "../strict-yaml/settings-of";
import type { Config, IngestNarrowing, TokenScope, TokenSource } from "./config";
import { limitValues } from "./limit-keys";
import { toMaintenance } from "./maintenance";
import { toNats } from "./nats";
import { toPeer } from "./peers";
import { toRecording } from "./recording";
import { regionNamesIn } from "./region-name-rules";
import { authSchema, healthSchema, metricsSchema, rateLimitSchema } from "./schema";
import type { ConfigDocument } from "./schema";
import { toSource } from "./sources";
import { toStorage } from "./storage";
import { regionIdsByName } from "./tenant-rules";

/**
 * The configuration that a document means: names in camelCase with their units, relative paths resolved against the
 * folder of the document's own file.
 *
 * @param document free of findings, both of the schema and of `inconsistencies`.
 * @throws Error when it is not.
 */
export function toConfig(document: ConfigDocument, file: string): Config {
  const folder = dirname(resolve(file));
  const { cluster, health, http } = document;
  const regionNames = regionNamesIn(document);
  const regionIds = regionIdsByName(regionNames);
  return {
    controlPlane: {
      clusterName: cluster.name,
      regionNames,
      ...settingsOf(healthSchema, health),
      registration: document.registration,
      ...limitValues(document, "cluster"),
    },
    topology: Assignments.of(
      document.topology.shards
        .map((shard) => ({ shardId: shard.shard_id, regionId: shard.region_id }))
        .sort((a, b) => a.shardId - b.shardId),
    ),
    tenants: document.tenants.map((tenant) => toTenant(tenant, regionIds)),
    maintenance: document.maintenance.map((entry) => toMaintenance(entry, regionIds)),
    storage: toStorage(document.storage, folder),
    recording: toRecording(document.recording, folder),
    nats: toNats(document.nats, folder),
    sources: document.sources.map((source) => toSource(source, folder)),
    peers: document.peers.map((peer) => toPeer(peer, folder)),
    metrics: settingsOf(metricsSchema, document.metrics),
    http: {
      ...limitValues(http, "connection", "request"),
      rateLimit: settingsOf(rateLimitSchema, http.rate_limit),
    },
    auth: {
      ...settingsOf(authSchema, document.auth),
      tokens: document.auth.tokens.map((token) => toTokenSource(token, folder, regionIds)),
      users: new Map(Object.entries(document.auth.users).map(([name, user]) => [name, scopesOf(user)])),
      userIngest: new Map(
        Object.entries(document.auth.users).flatMap(([name, user]) => {
          const ingest = "ingest" in user ? user.ingest : undefined;
          return ingest === undefined ? [] : [[name, toNarrowing(ingest, regionIds)] as const];
        }),
      ),
    },
  };
}

function toTenant(
  tenant: ConfigDocument["tenants"][number],
  regionIds: ReadonlyMap<string, number>,
): TenantConfig {
  const requiredRegions = tenant.required_regions?.map((region) => toRegionId(region, regionIds));
  return {
    tenantId: tenant.tenant_id,
    ...(tenant.max_signals_per_sec !== undefined && { maxSignalsPerSec: tenant.max_signals_per_sec }),
    ...(tenant.max_entities !== undefined && { maxEntities: tenant.max_entities }),
    ...(tenant.max_storage_bytes !== undefined && { maxStorageBytes: tenant.max_storage_bytes }),
    ...(requiredRegions !== undefined && { requiredRegions }),
  };
}

function toRegionId(region: number | string, regionIds: ReadonlyMap<string, number>): number {
  const regionId = typeof region === "string" ? regionIds.get(region) : region;
  if (regionId === undefined) throw new Error(`unknown region ${region}`);
  return regionId;
}

function toTokenSource(
  token: ConfigDocument["auth"]["tokens"][number],
  folder: string,
  regionIds: ReadonlyMap<string, number>,
): TokenSource {
  const { name, scopes, file, env, ingest } = token;
  const known = { name, scopes, ...(ingest !== undefined && { ingest: toNarrowing(ingest, regionIds) }) };
  if (file !== undefined) return { ...known, secretFrom: { kind: "file", path: resolve(folder, file) } };
  if (env === undefined) throw new Error(`auth.tokens: ${name} has no file and no env`);
  return { ...known, secretFrom: { kind: "env", variable: env } };
}

type UserDocument = ConfigDocument["auth"]["users"][string];

function scopesOf(user: UserDocument): readonly TokenScope[] {
  return "scopes" in user ? user.scopes : user;
}

function toNarrowing(
  { regions, shards }: NonNullable<ConfigDocument["auth"]["tokens"][number]["ingest"]>,
  regionIds: ReadonlyMap<string, number>,
): IngestNarrowing {
  return {
    ...(regions !== undefined && { regions: regions.map((region) => toRegionId(region, regionIds)) }),
    ...(shards !== undefined && { shards }),
  };
}
