import { z } from "zod";
import { U64_MAX } from "../../domain/terms/ids";
import { clusterEventSchema } from "./cluster-event";
import { clusterHealthSchema } from "./cluster-health";
import { clusterTopologySchema } from "./cluster-topology";
import { heartbeatReportSchema } from "./heartbeat-report";
import { incidentSchema } from "./incident";
import { U64_JSON_SCHEMA } from "../fields/number-schemas";
import { maintenanceRequestSchema } from "./maintenance-request";
import { maintenanceWindowSchema } from "./maintenance-window";
import { placementSchema } from "./placement";
import { problemSchema } from "./problem";
import { reasonSchema } from "./reason";
import { regionDetailsSchema } from "./region-details";
import { shardAssignmentSchema } from "./shard-assignment";
import { shardStatsSchema } from "./shard-stats";
import { tenantConfigSchema } from "./tenant-config";

/** A JSON Schema (draft 2020-12, as OpenAPI 3.1 has it). Holds `bigint`s: print it with `printJson`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Every shape on the wire, by the name that the OpenAPI document gives it. */
const WIRE_SCHEMAS = {
  ShardStats: shardStatsSchema,
  ShardAssignment: shardAssignmentSchema,
  ClusterTopology: clusterTopologySchema,
  TenantConfig: tenantConfigSchema,
  MaintenanceWindow: maintenanceWindowSchema,
  MaintenanceRequest: maintenanceRequestSchema,
  Reason: reasonSchema,
  RegionDetails: regionDetailsSchema,
  Incident: incidentSchema,
  ClusterHealth: clusterHealthSchema,
  ClusterEvent: clusterEventSchema,
  HeartbeatReport: heartbeatReportSchema,
  Placement: placementSchema,
  Problem: problemSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** The name of a shape on the wire. */
export type WireSchemaName = keyof typeof WIRE_SCHEMAS;

/**
 * The JSON Schemas of everything on the wire, made from the very schemas that validate. They refer to one another as
 * `#/components/schemas/<name>` and so belong side by side in an OpenAPI document. The maximum of a u64 is a `bigint`,
 * since 2^64 - 1 is no `number`: `printJson` prints them, `JSON.stringify` throws.
 */
export function wireJsonSchemas(): Readonly<Record<WireSchemaName, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(WIRE_SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
  });
  const named = Object.entries(schemas).map(([name, schema]) => [name, component(schema)]);
  return Object.fromEntries(named) as Record<WireSchemaName, JsonSchema>;
}

/** A component of an OpenAPI document: the document says which dialect, and where the component is. */
function component(schema: object): unknown {
  const entries = Object.entries(schema).filter(([key]) => key !== "$schema" && key !== "$id");
  return withU64Maximum(Object.fromEntries(entries));
}

/** The same schema, and wherever it says u64, the maximum too. */
function withU64Maximum(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withU64Maximum);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, withU64Maximum(value)]);
  const isU64 = "format" in schema && schema.format === U64_JSON_SCHEMA.format;
  return Object.fromEntries(isU64 ? [...entries, ["maximum", U64_MAX]] : entries) as unknown;
}
