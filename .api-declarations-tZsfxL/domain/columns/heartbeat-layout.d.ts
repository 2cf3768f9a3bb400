import type { HeartbeatFieldName, NamesOf } from "../terms/heartbeat-fields";
import type { ShardStats } from "../terms/shard-stats";
import type { U64Array } from "./u64-words";
type U64Name = NamesOf<"u64">;
/** The number of each field: its place in `HEARTBEAT_FIELDS`, and its bit in {@link HeartbeatDraft.said}. Below 31. */
export declare const FIELD: Readonly<Record<HeartbeatFieldName, number>>;
/** The bits of the fields that every heartbeat has. */
export declare const REQUIRED_BITS: number;
/** The names of the u64s, in the order in which they are kept. */
export declare const U64_NAMES: U64Name[];
/** Where each u64 of a heartbeat stands among its u64s. */
export declare const U64_FIELD: Readonly<Record<U64Name, number>>;
export declare const U64_FIELD_COUNT: number;
/** By place of the u64: its bit. */
export declare const U64_BITS: readonly number[];
/** A heartbeat that is being made: the u64s are still to come. */
export type StatsInTheMaking = Omit<Mutable<ShardStats>, U64Name> & Partial<Record<U64Name, bigint>>;
type Mutable<T> = {
    -readonly [Key in keyof T]: T[Key];
};
/**
 * Completes a heartbeat by its u64s. Sets them one by one: spreading an object of them takes several times as long.
 *
 * @param first - where they begin in `u64s`.
 * @param said - the bits of the optional fields that the heartbeat has.
 */
export declare function withU64s(stats: StatsInTheMaking, { bigints }: U64Array, first: number, said: number): ShardStats;
export {};
