import type { StoredState } from "../../../src/store/store";

const SHARDS = 64;

/**
 * A state in which every entry carries the same number, so that a mixture of two is seen at once. The sizes go up and
 * down by a factor of ten: a shorter state over a longer one must not leave the end of the longer.
 */
export function generation(number: number, tenantCount = 20 + ((number * 37) % 200)): StoredState {
  return {
    shards: Array.from({ length: SHARDS }, (_, shardId) => ({ shardId, regionId: number % 65536 })),
    tenants: Array.from({ length: tenantCount }, (_, index) => ({
      tenantId: BigInt(index),
      maxEntities: BigInt(number),
    })),
    retired: Array.from({ length: number % 50 }, (_, shardId) => ({
      shardId,
      silentSinceNs: BigInt(number),
    })),
  };
}

/** The number that every entry of a state carries, 0 for the empty state. Throws when they differ. */
export function generationOf({ shards, tenants, retired }: StoredState): number {
  const number = Number(tenants[0]?.maxEntities ?? 0);
  const agreed =
    shards.every(({ regionId }) => regionId === number % 65536) &&
    tenants.every(({ maxEntities }) => maxEntities === BigInt(number)) &&
    retired.every(({ silentSinceNs }) => silentSinceNs === BigInt(number));
  if (!agreed) throw new Error(`a mixture of generation ${number} and others`);
  return number;
}
