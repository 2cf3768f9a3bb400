import { printJson } from "../../../../src/wire/json/json";
import { wireJsonSchemas } from "../../../../src/wire/shapes/json-schemas";
import type { JsonSchema } from "../../../../src/wire/shapes/json-schemas";

interface ObjectSchema {
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const objectSchema = (schema: JsonSchema): ObjectSchema => schema;

/** Every schema in a schema, itself included. */
function* within(schema: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof schema !== "object" || schema === null) return;
  if (!Array.isArray(schema)) yield schema as Record<string, unknown>;
  for (const part of Object.values(schema)) yield* within(part);
}

test("every shape on the wire has a schema", () => {
  expect(Object.keys(wireJsonSchemas())).toEqual([
    "ShardStats",
    "ShardAssignment",
    "ClusterTopology",
    "TenantConfig",
    "MaintenanceWindow",
    "MaintenanceRequest",
    "Reason",
    "RegionDetails",
    "Incident",
    "ClusterHealth",
    "ClusterEvent",
    "HeartbeatReport",
    "Placement",
    "Problem",
  ]);
});

test("a u64 has all of its 64 bits as a maximum, also in print", () => {
  const field = objectSchema(wireJsonSchemas().ShardStats).properties?.["entity_count"];
  expect(field).toEqual({
    type: "integer",
    format: "uint64",
    minimum: 0,
    maximum: 18446744073709551615n,
    description: "Entities in the shard.",
  });
  expect(printJson(field)).toContain('"maximum":18446744073709551615');
});

test("every u64 has its maximum, wherever it is", () => {
  const u64s = [...within(wireJsonSchemas())].filter(({ format }) => format === "uint64");
  expect(u64s.length).toBeGreaterThan(10);
  expect(u64s.filter(({ maximum }) => maximum !== 18446744073709551615n)).toEqual([]);
});

test("a u16 ends at 65535", () => {
  expect(objectSchema(wireJsonSchemas().ShardStats).properties?.["shard_id"]).toMatchObject({
    type: "integer",
    format: "uint16",
    minimum: 0,
    maximum: 65535,
  });
});

test("what is optional on the wire is not required, and may be null", () => {
  const { required, properties } = objectSchema(wireJsonSchemas().ShardStats);
  expect(required).toEqual([
    "shard_id",
    "region_id",
    "entity_count",
    "signal_throughput_eps",
    "replication_lag",
    "disk_bytes",
    "last_heartbeat_ns",
  ]);
  expect(properties?.["role"]).toMatchObject({
    anyOf: [{ type: "string", enum: ["leader", "follower"] }, { type: "null" }],
  });
});

test("a map by region says what its keys are", () => {
  const { properties } = objectSchema(wireJsonSchemas().ClusterHealth);
  expect(properties?.["regions"]).toMatchObject({
    type: "object",
    propertyNames: { pattern: "^(?:0|[1-9]\\d{0,4})$" },
    additionalProperties: { enum: ["Healthy", "Degraded", "Offline"] },
  });
  expect(objectSchema(wireJsonSchemas().ShardStats).properties?.["replication_lag"]).toMatchObject({
    type: "object",
    propertyNames: { pattern: "^(?:0|[1-9]\\d{0,4})$" },
    additionalProperties: { format: "uint64" },
  });
});

test("schemas refer to one another where an OpenAPI document has them, and every reference leads somewhere", () => {
  const schemas = wireJsonSchemas();
  const references = [...within(schemas)].flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : []));
  expect(new Set(references)).toEqual(
    new Set(
      ["ShardAssignment", "ShardStats", "MaintenanceWindow", "Reason", "RegionDetails", "Incident"].map(
        (name) => `#/components/schemas/${name}`,
      ),
    ),
  );
  expect(Object.values(schemas).filter((schema) => "$id" in schema || "$schema" in schema)).toEqual([]);
});

test("every shape and every field says what it means", () => {
  const silent = Object.entries(wireJsonSchemas()).flatMap(([name, schema]) => {
    const { description, properties } = objectSchema(schema);
    const fields = Object.entries(properties ?? {}).filter(([, field]) => field["description"] === undefined);
    return [...(description === undefined ? [name] : []), ...fields.map(([field]) => `${name}.${field}`)];
  });
  expect(silent).toEqual([]);
});

test("making them twice makes the same", () => {
  expect(wireJsonSchemas()).toEqual(wireJsonSchemas());
});
