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
export declare class RendezvousHash {
    #private;
    /** @returns the heaviest of `shardIds` (ascending), or undefined when there is none. */
    heaviest(tenantId: TenantId, entityId: EntityId, shardIds: readonly ShardId[]): ShardId | undefined;
}
