import { HEARTBEAT_FIELD_LIST } from "./heartbeat-fields";
import type { HeartbeatField, HeartbeatFieldValue, NamesOf } from "./heartbeat-fields";
import { isU16, isU64, U16_EXPECTED, U64_EXPECTED } from "./ids";
import type { FieldProblem } from "./field-problem";

type AnyKind = HeartbeatField["kind"];

type RequiredFields = { readonly [Name in NamesOf<AnyKind, true>]: HeartbeatFieldValue<Name> };

type OptionalFields = { readonly [Name in NamesOf<AnyKind, false>]?: HeartbeatFieldValue<Name> };

/**
 * One heartbeat: what a replica of a shard says about itself. tidalDB's `ShardStats`, with the optional extensions. What each
 * field says is in `HEARTBEAT_FIELDS`.
 */
export interface ShardStats extends RequiredFields, OptionalFields {}

function problem(field: string, expected: string, value: unknown): FieldProblem {
  return { field, message: `${field}: expected ${expected}, got ${String(value)}` };
}

/** Only callers without a type checker hand in a `number`; "expected a whole number, got 5" would tell them nothing. */
function u64Problem(field: string, value: unknown): FieldProblem {
  const expected = typeof value === "number" ? `${U64_EXPECTED}, as a bigint (5n)` : U64_EXPECTED;
  return problem(field, expected, typeof value === "number" ? `the number ${value}` : value);
}

/** A plain object is what callers without a type checker have from JSON. Maps of another realm are maps too. */
function isMap(value: unknown): value is ReadonlyMap<unknown, unknown> {
  return Object.prototype.toString.call(value) === "[object Map]";
}

function mapProblem(field: string, map: unknown): FieldProblem | undefined {
  if (!isMap(map)) return problem(field, "a Map from region ids to bigints", map);
  for (const [regionId, value] of map) {
    if (!isU16(regionId)) return problem(field, `region ids as keys, each ${U16_EXPECTED}`, regionId);
    if (!isU64(value)) return u64Problem(`${field}.${regionId}`, value);
  }
  return undefined;
}

type Check = (field: string, value: unknown) => FieldProblem | undefined;

/** What a value of each kind has to be. A role is compared with "leader" and nothing else: no other text does harm. */
const CHECKS: Readonly<Record<AnyKind, Check>> = {
  u16: (field, value) => (isU16(value) ? undefined : problem(field, U16_EXPECTED, value)),
  u64: (field, value) => (isU64(value) ? undefined : u64Problem(field, value)),
  f64: (field, value) =>
    Number.isFinite(value) && (value as number) >= 0
      ? undefined
      : problem(field, "a finite number, 0 or more", value),
  role: () => undefined,
  u64ByRegion: mapProblem,
};

/** Single values before maps: of several problems the simplest is told. */
const IN_ORDER = [false, true].flatMap((areMaps) =>
  HEARTBEAT_FIELD_LIST.filter(({ kind }) => (kind === "u64ByRegion") === areMaps),
);

/**
 * The first field of a heartbeat that its Rust type could not hold, or undefined. Types alone do not keep out NaN,
 * negative counts and ids past 16 bits, and an embedding application hands its values in without passing the wire.
 */
export function shardStatsProblem(stats: ShardStats): FieldProblem | undefined {
  for (const { name, wire, kind, required } of IN_ORDER) {
    const value: unknown = stats[name];
    const found = required || value !== undefined ? CHECKS[kind](wire, value) : undefined;
    if (found) return found;
  }
  return undefined;
}
