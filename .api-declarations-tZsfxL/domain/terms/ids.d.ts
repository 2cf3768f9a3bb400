/** A shard's number, u16. Unique only together with a region: shard numbers may repeat across regions. */
export type ShardId = number;
/** A region's number, u16. */
export type RegionId = number;
/** A tenant's number, u64. */
export type TenantId = bigint;
/** An entity's number, u64. */
export type EntityId = bigint;
export declare const U16_MAX = 65535;
export declare const U64_MAX = 18446744073709551615n;
/** How a message says what an id of 16 bits, and a value of 64, may be. */
export declare const U16_EXPECTED = "a whole number from 0 to 65535";
export declare const U64_EXPECTED = "a whole number from 0 to 18446744073709551615";
/** Whether a value is a whole number that fits a Rust `u16`. */
export declare function isU16(value: unknown): value is number;
/** Whether a value is a `bigint` that fits a Rust `u64`. */
export declare function isU64(value: unknown): value is bigint;
/** One copy of a shard: the shard and the region that this copy runs in. */
export interface ReplicaId {
    readonly shardId: ShardId;
    readonly regionId: RegionId;
}
/** A replica's place in every ordered listing (by shard, then region), and its key in every map. Fits 32 bits. */
export declare function replicaKey({ shardId, regionId }: ReplicaId): number;
/** The replica that a {@link replicaKey} stands for. */
export declare function replicaIdOf(key: number): ReplicaId;
/** The difference of two u64 values, held at 0 instead of wrapping around. */
export declare function saturatingSub(a: bigint, b: bigint): bigint;
