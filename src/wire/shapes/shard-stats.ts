import { z } from "zod";
import { HEARTBEAT_FIELD_LIST } from "../../domain/terms/heartbeat-fields";
import type { HeartbeatField, HeartbeatFieldValues, ReplicaRole } from "../../domain/terms/heartbeat-fields";
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

/** The text of the value of each kind; `lineBreak` is a line feed and the blanks of the line that it begins on. */
const TEXTS: Readonly<Record<Kind, (value: unknown, wire: string, lineBreak: string) => string>> = {
  u16: String,
  u64: String,
  f64: (value, wire) => String(f64ToWire(value as number, wire)),
  role: (value) => `"${value as ReplicaRole}"`,
  u64ByRegion: (map, _, lineBreak) => printU64ByRegion(map as ReadonlyMap<RegionId, bigint>, lineBreak),
};

const TEXT_FIELDS = HEARTBEAT_FIELD_LIST.map(({ name, wire, kind }) => ({
  name,
  wire,
  opening: `${JSON.stringify(wire)}: `,
  print: TEXTS[kind],
}));

/**
 * A heartbeat as JSON, indented by two blanks a level: what {@link shardStatsToWire} gives, printed. There may be very many, so
 * nothing is made of them on the way to text.
 *
 * @param lineBreak - a line feed and the blanks of the line that the text begins on.
 */
export function printShardStats(stats: ShardStats, lineBreak: string): string {
  const inner = `${lineBreak}  `;
  let text = "{";
  for (const { name, wire, opening, print } of TEXT_FIELDS) {
    const value: unknown = stats[name];
    if (value === undefined || value === null) continue;
    text += (text === "{" ? inner : `,${inner}`) + opening + print(value, wire, inner);
  }
  return `${text}${lineBreak}}`;
}

function printU64ByRegion(map: ReadonlyMap<RegionId, bigint>, lineBreak: string): string {
  if (map.size === 0) return "{}";
  // As an object lists its keys that are numbers, which is how it is printed elsewhere.
  const entries = [...map].sort(([a], [b]) => a - b);
  const inner = `${lineBreak}  `;
  return `{${inner}${entries.map(([regionId, value]) => `"${regionId}": ${value}`).join(`,${inner}`)}${lineBreak}}`;
}

function asItIs(value: unknown): unknown {
  return value;
}
