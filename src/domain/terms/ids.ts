import { U16_RANGE } from "./units";

/** A shard's number, u16. Unique only together with a region: shard numbers may repeat across regions. */
export type ShardId = number;

/** A region's number, u16. */
export type RegionId = number;

/** A tenant's number, u64. */
export type TenantId = bigint;

/** An entity's number, u64. */
export type EntityId = bigint;

export const U16_MAX = 0xffff;
export const U64_MAX = 0xffff_ffff_ffff_ffffn;

/** How a message says what an id of 16 bits, and a value of 64, may be. */
export const U16_EXPECTED = "a whole number from 0 to 65535";
export const U64_EXPECTED = "a whole number from 0 to 18446744073709551615";

/** Whether a value is a whole number that fits a Rust `u16`. */
export function isU16(value: unknown): value is number {
  return (
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= U16_MAX && !Object.is(value, -0)
  );
}

/** Whether a value is a `bigint` that fits a Rust `u64`. */
export function isU64(value: unknown): value is bigint {
  return typeof value === "bigint" && value >= 0n && value <= U64_MAX;
}

/** One copy of a shard: the shard and the region that this copy runs in. */
export interface ReplicaId {
  readonly shardId: ShardId;
  readonly regionId: RegionId;
}

/** A replica's place in every ordered listing (by shard, then region), and its key in every map. Fits 32 bits. */
export function replicaKey({ shardId, regionId }: ReplicaId): number {
  return shardId * U16_RANGE + regionId;
}

/** The replica that a {@link replicaKey} stands for. */
export function replicaIdOf(key: number): ReplicaId {
  return { shardId: Math.floor(key / U16_RANGE), regionId: key % U16_RANGE };
}

/** The difference of two u64 values, held at 0 instead of wrapping around. */
export function saturatingSub(a: bigint, b: bigint): bigint {
  return a > b ? a - b : 0n;
}
