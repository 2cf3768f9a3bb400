import type { EntityId, RegionId, ShardId, TenantId } from "../terms/ids";

/** Where an entity's data goes. */
export interface Placement {
  readonly regionId: RegionId;
  readonly shardId: ShardId;
}

/**
 * Rendezvous (highest random weight) hashing. A shard's weight for a key is MurmurHash3 x86 32-bit, seed 0, over 18 bytes:
 * tenant u64, entity u64, shard u16, all little-endian. The heaviest shard wins, of equals the lowest number. Nothing is
 * remembered, so every machine and every version agrees, and a shard that comes or goes moves only its own keys.
 */
export class RendezvousHash {
  readonly #key = new DataView(new ArrayBuffer(16));

  /** @returns the heaviest of `shardIds` (ascending), or undefined when there is none. */
  heaviest(tenantId: TenantId, entityId: EntityId, shardIds: readonly ShardId[]): ShardId | undefined {
    const prefix = this.#prefix(tenantId, entityId);
    let heaviest: ShardId | undefined;
    let heaviestWeight = -1;
    for (const shardId of shardIds) {
      const weight = weightOf(prefix, shardId);
      if (weight > heaviestWeight) {
        heaviestWeight = weight;
        heaviest = shardId;
      }
    }
    return heaviest;
  }

  /** The hash's state after the 16 bytes that all shards share. */
  #prefix(tenantId: TenantId, entityId: EntityId): number {
    this.#key.setBigUint64(0, tenantId, true);
    this.#key.setBigUint64(8, entityId, true);
    let hash = 0;
    for (let offset = 0; offset < 16; offset += 4) {
      hash ^= mix(this.#key.getInt32(offset, true));
      hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
    }
    return hash;
  }
}

function mix(word: number): number {
  const spread = Math.imul(word, 0xcc9e2d51);
  return Math.imul((spread << 15) | (spread >>> 17), 0x1b873593);
}

/** The last two bytes and the finish: the rest of the hash, which differs from shard to shard. */
function weightOf(prefix: number, shardId: ShardId): number {
  let hash = prefix ^ mix(shardId) ^ 18;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
