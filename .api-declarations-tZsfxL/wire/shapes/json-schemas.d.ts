import { z } from "zod";
/** A JSON Schema (draft 2020-12, as OpenAPI 3.1 has it). Holds `bigint`s: print it with `printJson`. */
export type JsonSchema = Readonly<Record<string, unknown>>;
/** Every shape on the wire, by the name that the OpenAPI document gives it. */
declare const WIRE_SCHEMAS: {
    readonly ShardStats: z.ZodType<import("../..").ShardStats, unknown, z.core.$ZodTypeInternals<import("../..").ShardStats, unknown>>;
    readonly ShardAssignment: z.ZodType<import("../..").ShardAssignment, unknown, z.core.$ZodTypeInternals<import("../..").ShardAssignment, unknown>>;
    readonly ClusterTopology: z.ZodType<import("../..").ClusterTopology, unknown, z.core.$ZodTypeInternals<import("../..").ClusterTopology, unknown>>;
    readonly TenantConfig: z.ZodType<import("../..").TenantConfig, unknown, z.core.$ZodTypeInternals<import("../..").TenantConfig, unknown>>;
    readonly Reason: z.ZodType<import("../..").Reason, unknown, z.core.$ZodTypeInternals<import("../..").Reason, unknown>>;
    readonly RegionDetails: z.ZodType<import("../..").RegionDetails, unknown, z.core.$ZodTypeInternals<import("../..").RegionDetails, unknown>>;
    readonly Incident: z.ZodType<import("../..").Incident, unknown, z.core.$ZodTypeInternals<import("../..").Incident, unknown>>;
    readonly ClusterHealth: z.ZodType<import("../..").ClusterHealth, unknown, z.core.$ZodTypeInternals<import("../..").ClusterHealth, unknown>>;
    readonly HeartbeatReport: z.ZodType<import("./heartbeat-report").HeartbeatReport, unknown, z.core.$ZodTypeInternals<import("./heartbeat-report").HeartbeatReport, unknown>>;
    readonly Placement: z.ZodType<import("../..").Placement, unknown, z.core.$ZodTypeInternals<import("../..").Placement, unknown>>;
    readonly Problem: z.ZodType<import("./problem").Problem, unknown, z.core.$ZodTypeInternals<import("./problem").Problem, unknown>>;
};
/** The name of a shape on the wire. */
export type WireSchemaName = keyof typeof WIRE_SCHEMAS;
/**
 * The JSON Schemas of everything on the wire, made from the very schemas that validate. They refer to one another as
 * `#/components/schemas/<name>` and so belong side by side in an OpenAPI document. The maximum of a u64 is a `bigint`,
 * since 2^64 - 1 is no `number`: `printJson` prints them, `JSON.stringify` throws.
 */
export declare function wireJsonSchemas(): Readonly<Record<WireSchemaName, JsonSchema>>;
export {};
