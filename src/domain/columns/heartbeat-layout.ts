import { HEARTBEAT_FIELD_LIST } from "../terms/heartbeat-fields";
import type { HeartbeatFieldName, NamesOf } from "../terms/heartbeat-fields";
import type { ShardStats } from "../terms/shard-stats";
import type { U64Array } from "./u64-words";

type U64Name = NamesOf<"u64">;

/** The number of each field: its place in `HEARTBEAT_FIELDS`, and its bit in {@link HeartbeatDraft.said}. Below 31. */
export const FIELD = Object.fromEntries(
  HEARTBEAT_FIELD_LIST.map(({ name }, field) => [name, field]),
) as Readonly<Record<HeartbeatFieldName, number>>;

/** The bits of the fields that every heartbeat has. */
export const REQUIRED_BITS = HEARTBEAT_FIELD_LIST.reduce(
  (bits, { required }, field) => (required ? bits | (1 << field) : bits),
  0,
);

/** The names of the u64s, in the order in which they are kept. */
export const U64_NAMES = HEARTBEAT_FIELD_LIST.filter(({ kind }) => kind === "u64").map(
  ({ name }) => name as U64Name,
);

/** Where each u64 of a heartbeat stands among its u64s. */
export const U64_FIELD = Object.fromEntries(U64_NAMES.map((name, place) => [name, place])) as Readonly<
  Record<U64Name, number>
>;

export const U64_FIELD_COUNT = U64_NAMES.length;

/** By place of the u64: its bit. */
export const U64_BITS: readonly number[] = U64_NAMES.map((name) => 1 << FIELD[name]);

/** A heartbeat that is being made: the u64s are still to come. */
export type StatsInTheMaking = Omit<Mutable<ShardStats>, U64Name> & Partial<Record<U64Name, bigint>>;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Completes a heartbeat by its u64s. Sets them one by one: spreading an object of them takes several times as long.
 *
 * @param first - where they begin in `u64s`.
 * @param said - the bits of the optional fields that the heartbeat has.
 */
export function withU64s(
  stats: StatsInTheMaking,
  { bigints }: U64Array,
  first: number,
  said: number,
): ShardStats {
  const bits = said | REQUIRED_BITS;
  for (let place = 0; place < U64_FIELD_COUNT; place += 1) {
    if ((bits & U64_BITS[place]!) !== 0) stats[U64_NAMES[place]!] = bigints[first + place]!;
  }
  return stats as ShardStats;
}
