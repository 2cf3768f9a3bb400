import { z } from "zod";
import { HEARTBEAT_FIELD_LIST } from "../../domain/terms/heartbeat-fields";
import type { HeartbeatField, HeartbeatFieldValues } from "../../domain/terms/heartbeat-fields";
import type { RegionId } from "../../domain/terms/ids";
import type { ShardStats } from "../../domain/terms/shard-stats";
import { expectation } from "../fields/expectation";
import { f64FromZero, f64ToWire, u16, u64 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { regionMapToWire, u64ByRegion } from "../fields/region-keys";
import { oneOf } from "../fields/text-schemas";

type Kind = HeartbeatField["kind"];

/** The schema of a field of each kind. */
const SCHEMAS: { readonly [K in Kind]: (help: string) => z.ZodType<HeartbeatFieldValues[K]> } = {
  u16,
  u64,
  f64: f64FromZero,
  role: (help) => oneOf(["leader", "follower"], help),
  u64ByRegion,
};

const shardStatsFields = Object.fromEntries(
  HEARTBEAT_FIELD_LIST.map(({ wire, kind, required, help }): [string, z.ZodType] => {
    const field = SCHEMAS[kind](help);
    return [wire, required ? field : optionalField(field)];
  }),
);

/** One heartbeat. Unknown fields are ignored; null in an optional field means that it is absent, as in serde. */
export const shardStatsSchema: z.ZodType<ShardStats> = z
  .object(shardStatsFields, { error: expectation("an object") })
  .transform((wire): ShardStats => {
    const stats: Record<string, unknown> = {};
    for (const { name, wire: key } of HEARTBEAT_FIELD_LIST) {
      const value = wire[key];
      if (value !== undefined && value !== null) stats[name] = value;
    }
    // Each field's schema gives what its kind holds, and a required one is there: both by the same table as the type.
    return stats as unknown as ShardStats;
  })
  .meta({ description: "A heartbeat: what one replica of a shard says about itself." });

/** How the value of each kind is printed. */
const PRINTERS: Readonly<Record<Kind, (value: unknown, wire: string) => unknown>> = {
  u16: asItIs,
  u64: asItIs,
  f64: (value, wire) => f64ToWire(value as number, wire),
  role: asItIs,
  u64ByRegion: (map) => regionMapToWire(map as ReadonlyMap<RegionId, bigint>, asItIs),
};

const PRINTED_FIELDS = HEARTBEAT_FIELD_LIST.map(({ name, wire, kind }) => ({
  name,
  wire,
  print: PRINTERS[kind],
}));

/** A heartbeat as plain JSON. Absent extensions are left out. */
export function shardStatsToWire(stats: ShardStats): Record<string, unknown> {
  const printed: Record<string, unknown> = {};
  for (const { name, wire, print } of PRINTED_FIELDS) {
    const value: unknown = stats[name];
    if (value !== undefined && value !== null) printed[wire] = print(value, wire);
  }
  return printed;
}

function asItIs(value: unknown): unknown {
  return value;
}
