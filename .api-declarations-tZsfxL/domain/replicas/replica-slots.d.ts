import type { ReplicaId } from "../terms/ids";
/** What `slotOf` says of a replica that has no slot. */
export declare const NO_SLOT = -1;
/**
 * Which replica is in which slot. A slot is a small whole number, the row of its replica in every column; one that is given
 * back is given out again.
 */
export declare class ReplicaSlots {
    #private;
    /** By slot; of a free slot without meaning. */
    shardIds: Uint16Array<ArrayBuffer>;
    regionIds: Uint16Array<ArrayBuffer>;
    /** Slots that columns have room for; grows by doubling. */
    get capacity(): number;
    /** Upper bound of all slots ever taken. */
    get slotCount(): number;
    /** Upper bound of the ids of all regions that ever had a slot. */
    get regionLimit(): number;
    /** Replicas that have a slot. */
    get count(): number;
    slotOf({ shardId, regionId }: ReplicaId): number;
    isTaken(slot: number): boolean;
    /** Whether any slot in use is one that `isMeant` picks. */
    some(isMeant: (slot: number) => boolean): boolean;
    /** Gives a replica that has none a slot. May make `capacity` grow. */
    take({ shardId, regionId }: ReplicaId): number;
    /** @param slot - one that is taken. */
    release(slot: number): void;
    /** All slots in use, by shard, then region. The array is shared: it is not changed by what comes and goes later. */
    get ordered(): Uint32Array<ArrayBuffer>;
    /** Takes into {@link ordered} what came and went: for whoever makes many changes, some at a time takes little each time. */
    order(): void;
}
