import { U16_RANGE } from "../terms/units";
import { replicaIdOf, replicaKey } from "../terms/ids";
import type { RegionId, ReplicaId, ShardId } from "../terms/ids";
import { lowerBound } from "../columns/lower-bound";
import { resized } from "../columns/resized";

/** What `slotOf` says of a replica that has no slot. */
export const NO_SLOT = -1;

const INITIAL_CAPACITY = 16;

/** So many replicas of a shard are gone through to find one: most shards have fewer, and to look it up in a map takes longer. */
const LONGEST_CHAIN = 8;

/** So many slots that left are looked up one by one; of more, the whole listing is gone through once. */
const FEW = 16;

/** Where one shard in so many has another replica, the listing is made anew: that goes from shard to shard, and looks for no place. */
const ANEW_FROM = 16;

/**
 * Which replica is in which slot. A slot is a small whole number, the row of its replica in every column; one that is given
 * back is given out again.
 */
export class ReplicaSlots {
  /** By slot; of a free slot without meaning. */
  shardIds = new Uint16Array(INITIAL_CAPACITY);
  regionIds = new Uint16Array(INITIAL_CAPACITY);
  #isTaken = new Uint8Array(INITIAL_CAPACITY);
  readonly #free: number[] = [];
  /** By shard: one more than the slot of a replica of it, 0 for none. By slot: the same of the next one of its shard. */
  readonly #firstOfShard = new Uint32Array(U16_RANGE);
  #nextOfShard = new Uint32Array(INITIAL_CAPACITY);
  /** The slots of those of which their shard has too many to go through. */
  readonly #slotByKey = new Map<number, number>();
  /** By shard. */
  readonly #replicaCounts = new Uint32Array(U16_RANGE);
  #count = 0;
  #shardCount = 0;
  #slotCount = 0;
  #shardLimit = 0;
  #regionLimit = 0;
  #ordered = new Uint32Array(0);
  /** Slots that are not in `#ordered` yet, and slots there that left. A slot that left and was taken again is in both. */
  readonly #came = new Set<number>();
  readonly #left = new Set<number>();

  /** Slots that columns have room for; grows by doubling. */
  get capacity(): number {
    return this.shardIds.length;
  }

  /** Upper bound of all slots ever taken. */
  get slotCount(): number {
    return this.#slotCount;
  }

  /** Upper bound of the ids of all shards that ever had a slot. */
  get shardLimit(): number {
    return this.#shardLimit;
  }

  /** Upper bound of the ids of all regions that ever had a slot. */
  get regionLimit(): number {
    return this.#regionLimit;
  }

  /** Replicas that have a slot. */
  get count(): number {
    return this.#count;
  }

  /** Whether no shard has more than one replica, as where only leaders send heartbeats. */
  get isEachShardOnce(): boolean {
    return this.#shardCount === this.#count;
  }

  slotOf({ shardId, regionId }: ReplicaId): number {
    let slot = this.#firstOfShard[shardId]! - 1;
    while (slot >= 0 && this.regionIds[slot] !== regionId) slot = this.#nextOfShard[slot]! - 1;
    if (slot >= 0 || this.#slotByKey.size === 0) return slot;
    return this.#slotByKey.get(mapKey(shardId, regionId)) ?? NO_SLOT;
  }

  isTaken(slot: number): boolean {
    return this.#isTaken[slot] === 1;
  }

  /** Whether any slot in use is one that `isMeant` picks. */
  some(isMeant: (slot: number) => boolean): boolean {
    for (let slot = 0; slot < this.#slotCount; slot += 1) {
      if (this.isTaken(slot) && isMeant(slot)) return true;
    }
    return false;
  }

  /** Gives a replica that has none a slot. May make `capacity` grow. */
  take({ shardId, regionId }: ReplicaId): number {
    const slot = this.#free.pop() ?? this.#slotCount;
    if (slot === this.#slotCount) this.#slotCount += 1;
    if (slot === this.capacity) this.#grow();
    this.shardIds[slot] = shardId;
    this.regionIds[slot] = regionId;
    this.#isTaken[slot] = 1;
    this.#link(slot, shardId, regionId);
    this.#countReplica(shardId, 1);
    this.#shardLimit = Math.max(this.#shardLimit, shardId + 1);
    this.#regionLimit = Math.max(this.#regionLimit, regionId + 1);
    this.#came.add(slot);
    return slot;
  }

  /** @param slot - one that is taken. */
  release(slot: number): void {
    this.#unlink(slot, this.shardIds[slot]!, this.regionIds[slot]!);
    this.#isTaken[slot] = 0;
    this.#countReplica(this.shardIds[slot]!, -1);
    this.#free.push(slot);
    if (!this.#came.delete(slot)) this.#left.add(slot);
  }

  /** Makes a slot be found: in front of those of its shard, while these are few. */
  #link(slot: number, shardId: ShardId, regionId: RegionId): void {
    if (this.#replicaCounts[shardId]! >= LONGEST_CHAIN) {
      this.#slotByKey.set(mapKey(shardId, regionId), slot);
      return;
    }
    this.#nextOfShard[slot] = this.#firstOfShard[shardId]!;
    this.#firstOfShard[shardId] = slot + 1;
  }

  #unlink(slot: number, shardId: ShardId, regionId: RegionId): void {
    if (this.#slotByKey.size > 0 && this.#slotByKey.delete(mapKey(shardId, regionId))) return;
    const next = this.#nextOfShard[slot]!;
    let before = this.#firstOfShard[shardId]! - 1;
    if (before === slot) {
      this.#firstOfShard[shardId] = next;
      return;
    }
    while (this.#nextOfShard[before] !== slot + 1) before = this.#nextOfShard[before]! - 1;
    this.#nextOfShard[before] = next;
  }

  #countReplica(shardId: ShardId, by: 1 | -1): void {
    const before = this.#replicaCounts[shardId]!;
    this.#replicaCounts[shardId] = before + by;
    this.#count += by;
    if (before + by === 0) this.#shardCount -= 1;
    else if (before === 0) this.#shardCount += 1;
  }

  /** All slots in use, by shard, then region. The array is shared: it is not changed by what comes and goes later. */
  get ordered(): Uint32Array<ArrayBuffer> {
    this.order();
    return this.#ordered;
  }

  /** Takes into {@link ordered} what came and went: after many changes, some at a time takes little each time. */
  order(): void {
    if (this.#came.size === 0 && this.#left.size === 0) return;
    this.#ordered = this.#isMostlyNew() ? this.#walked() : this.#merged();
    this.#came.clear();
    this.#left.clear();
  }

  #isMostlyNew(): boolean {
    const changes = this.#came.size + this.#left.size;
    return this.#slotByKey.size === 0 && changes * ANEW_FROM > this.#shardLimit;
  }

  /** The replicas of one shard after the other; there are few of each. */
  #walked(): Uint32Array<ArrayBuffer> {
    const { regionIds } = this;
    const firstOfShard = this.#firstOfShard;
    const nextOfShard = this.#nextOfShard;
    const shardLimit = this.#shardLimit;
    const walked = new Uint32Array(this.#count);
    let end = 0;
    for (let shardId = 0; shardId < shardLimit; shardId += 1) {
      const start = end;
      for (let slot = firstOfShard[shardId]! - 1; slot >= 0; slot = nextOfShard[slot]! - 1) {
        let at = end;
        while (at > start && regionIds[walked[at - 1]!]! > regionIds[slot]!) {
          walked[at] = walked[at - 1]!;
          at -= 1;
        }
        walked[at] = slot;
        end += 1;
      }
    }
    return walked;
  }

  /** Moves what is between the few that come and go in one piece each: a listing is of very many, and most of them stay. */
  #merged(): Uint32Array<ArrayBuffer> {
    const came = this.#sorted(this.#came);
    const stayed = this.#stayed();
    const merged = new Uint32Array(stayed.length + came.length);
    let [from, at] = [0, 0];
    for (const slot of came) {
      const place = this.#placeOf(slot, stayed, from);
      merged.set(stayed.subarray(from, place), at);
      at += place - from;
      merged[at] = slot;
      at += 1;
      from = place;
    }
    merged.set(stayed.subarray(from), at);
    return merged;
  }

  /** Those of the listing that have not left. Looked up by slot: one that was taken again has another place in the order. */
  #stayed(): Uint32Array<ArrayBuffer> {
    if (this.#left.size === 0) return this.#ordered;
    if (this.#left.size > FEW) return this.#withoutMany();
    let stayed = this.#ordered.slice();
    for (const slot of this.#left) {
      const at = stayed.indexOf(slot);
      stayed.copyWithin(at, at + 1);
      stayed = stayed.subarray(0, -1);
    }
    return stayed;
  }

  /** Marks those that left in a column: a set would be asked for every slot of the listing. */
  #withoutMany(): Uint32Array<ArrayBuffer> {
    const hasLeft = new Uint8Array(this.#slotCount);
    for (const slot of this.#left) hasLeft[slot] = 1;
    const stayed = new Uint32Array(this.#ordered.length - this.#left.size);
    let count = 0;
    for (const slot of this.#ordered) {
      if (hasLeft[slot] === 1) continue;
      stayed[count] = slot;
      count += 1;
    }
    return stayed;
  }

  /** Where a slot belongs in an ordered list of others, at or behind `from`. */
  #placeOf(slot: number, ordered: Uint32Array, from: number): number {
    const order = this.#orderOf(slot);
    return lowerBound(from, ordered.length, (i) => this.#orderOf(ordered[i]!) < order);
  }

  #sorted(slots: ReadonlySet<number>): Uint32Array<ArrayBuffer> {
    const orders = Float64Array.from(slots, (slot) => this.#orderOf(slot)).sort();
    return Uint32Array.from(orders, (order) => this.slotOf(replicaIdOf(order)));
  }

  #orderOf(slot: number): number {
    return replicaKey({ shardId: this.shardIds[slot]!, regionId: this.regionIds[slot]! });
  }

  #grow(): void {
    const capacity = 2 * this.capacity;
    this.shardIds = resized(this.shardIds, capacity);
    this.regionIds = resized(this.regionIds, capacity);
    this.#isTaken = resized(this.#isTaken, capacity);
    this.#nextOfShard = resized(this.#nextOfShard, capacity);
  }
}

/** The key as a signed number of 32 bits, which the engine keeps without a box; a {@link replicaKey} from 2^31 on needs one. */
function mapKey(shardId: ShardId, regionId: RegionId): number {
  return (shardId << 16) | regionId;
}
