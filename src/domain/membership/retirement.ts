import { replicaIdOf, replicaKey } from "../terms/ids";
import type { RegionId, ReplicaId, ShardId } from "../terms/ids";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { TopologyChange } from "./topology-change";

/**
 * Last-heard times (lived milliseconds) of things that left, so that they can be forgotten once they are silent. The longest
 * silent comes first: whatever is heard moves to the end.
 */
type Tombstones<Key> = Map<Key, number>;

/** One thing that left, see `RetiredMember`, in lived time. */
export interface Tombstone {
  readonly shardId?: ShardId | undefined;
  readonly regionId?: RegionId | undefined;
  readonly heardMs: number;
}

/** A change of the topology that takes something away. */
type Removal = Exclude<TopologyChange, { readonly kind: "assign" }>;

/**
 * Most moved replicas that are remembered; the longest silent is forgotten first. Every shard that there can be may move
 * once. Removed shards and regions are bounded by their ids.
 */
export const MAX_MOVED = 65_536;

/**
 * The replicas that left while they may still be sending heartbeats. A slow drain or an old leader must not come back to
 * life by talking; a replica whose shard moved away may return as a follower, one whose shard or region was removed may not.
 */
export class Retirement {
  #moved: Tombstones<number> = new Map();
  #removedShards: Tombstones<ShardId> = new Map();
  #removedRegions: Tombstones<RegionId> = new Map();
  #version = 0;

  /** One that remembers the same, and goes its own way from here. */
  copy(): Retirement {
    const copy = new Retirement();
    copy.#moved = new Map(this.#moved);
    copy.#removedShards = new Map(this.#removedShards);
    copy.#removedRegions = new Map(this.#removedRegions);
    return copy;
  }

  /** Grows with whatever changes, also with what is heard. */
  get version(): number {
    return this.#version;
  }

  /** All that is remembered. */
  get tombstones(): readonly Tombstone[] {
    return [
      ...Array.from(this.#moved, ([key, heardMs]) => ({ ...replicaIdOf(key), heardMs })),
      ...Array.from(this.#removedShards, ([shardId, heardMs]) => ({ shardId, heardMs })),
      ...Array.from(this.#removedRegions, ([regionId, heardMs]) => ({ regionId, heardMs })),
    ];
  }

  /** Remembers what {@link tombstones} told an earlier process. To be called before anything else is retired. */
  restore(tombstones: readonly Tombstone[]): void {
    for (const { shardId, regionId, heardMs } of [...tombstones].sort((a, b) => a.heardMs - b.heardMs)) {
      if (shardId === undefined) {
        if (regionId !== undefined) this.retireRegion(regionId, heardMs);
      } else if (regionId === undefined) this.retireShard(shardId, heardMs);
      else this.retireMoved({ shardId, regionId }, heardMs);
    }
  }

  /** The shards and regions whose removal these tell of and that are not remembered as removed. */
  newRemovals(tombstones: readonly Tombstone[]): readonly Removal[] {
    return tombstones.flatMap(({ shardId, regionId }): readonly Removal[] => {
      if (shardId !== undefined) {
        const isNews = regionId === undefined && !this.#removedShards.has(shardId);
        return isNews ? [{ kind: "removeShard", shardId }] : [];
      }
      if (regionId === undefined || this.#removedRegions.has(regionId)) return [];
      return [{ kind: "removeRegion", regionId }];
    });
  }

  /**
   * Remembers exactly these instead, each as heard when whoever heard it later did: what another control plane made of the
   * same cluster.
   */
  adopt(tombstones: readonly Tombstone[]): void {
    const heard = new Map(this.tombstones.map((tombstone) => [keyOf(tombstone), tombstone.heardMs]));
    for (const own of [this.#moved, this.#removedShards, this.#removedRegions]) own.clear();
    this.restore(
      tombstones.map((tombstone) => ({
        ...tombstone,
        heardMs: Math.max(tombstone.heardMs, heard.get(keyOf(tombstone)) ?? -Infinity),
      })),
    );
    this.#version += 1;
  }

  /** The shard has another home now. */
  retireMoved(replica: ReplicaId, livedMs: number): void {
    this.#bury(this.#moved, replicaKey(replica), livedMs);
    if (this.#moved.size <= MAX_MOVED) return;
    for (const longestSilent of this.#moved.keys()) {
      this.#moved.delete(longestSilent);
      return;
    }
  }

  retireShard(shardId: ShardId, livedMs: number): void {
    this.#bury(this.#removedShards, shardId, livedMs);
  }

  retireRegion(regionId: RegionId, livedMs: number): void {
    this.#bury(this.#removedRegions, regionId, livedMs);
  }

  /** Whether a region that was removed is still remembered. Notes that a heartbeat named it. */
  isRegionRetired(regionId: RegionId, livedMs: number): boolean {
    return this.#heard(this.#removedRegions, regionId, livedMs);
  }

  /** Whether any region that was removed is still remembered. */
  get hasRegions(): boolean {
    return this.#removedRegions.size > 0;
  }

  /** The topology names this replica: it, its shard and its region are welcome again. */
  readmit(replica: ReplicaId): void {
    this.#exhume(this.#moved, replicaKey(replica));
    this.#exhume(this.#removedShards, replica.shardId);
    this.#exhume(this.#removedRegions, replica.regionId);
  }

  /** Whether a heartbeat comes from something that left. Notes that it was heard; a moved replica that follows returns. */
  isRetired(replica: ReplicaId, role: ReplicaRole | undefined, livedMs: number): boolean {
    const shardLeft = this.#heard(this.#removedShards, replica.shardId, livedMs);
    const regionLeft = this.#heard(this.#removedRegions, replica.regionId, livedMs);
    if (shardLeft || regionLeft) return true;
    if (this.#moved.size === 0) return false;
    if (role === "follower") {
      this.#exhume(this.#moved, replicaKey(replica));
      return false;
    }
    return this.#heard(this.#moved, replicaKey(replica), livedMs);
  }

  /** The same, and notes nothing: nobody was heard. */
  remembers({ shardId, regionId }: ReplicaId): boolean {
    const isMoved = this.#moved.has(replicaKey({ shardId, regionId }));
    return isMoved || this.#removedShards.has(shardId) || this.#removedRegions.has(regionId);
  }

  /** Forgets what left and has not been heard for longer than `forgetAfterMs`. */
  forgetSilent(livedMs: number, forgetAfterMs: number): void {
    for (const tombstones of [this.#moved, this.#removedShards, this.#removedRegions]) {
      for (const [key, heardMs] of tombstones) {
        if (livedMs - heardMs <= forgetAfterMs) break;
        this.#exhume(tombstones, key);
      }
    }
  }

  #heard<Key>(tombstones: Tombstones<Key>, key: Key, livedMs: number): boolean {
    if (!tombstones.has(key)) return false;
    this.#bury(tombstones, key, livedMs);
    return true;
  }

  #bury<Key>(tombstones: Tombstones<Key>, key: Key, livedMs: number): void {
    tombstones.delete(key);
    tombstones.set(key, livedMs);
    this.#version += 1;
  }

  #exhume<Key>(tombstones: Tombstones<Key>, key: Key): void {
    if (tombstones.delete(key)) this.#version += 1;
  }
}

function keyOf({ shardId, regionId }: Tombstone): string {
  return `${shardId ?? ""}/${regionId ?? ""}`;
}
