import { replicaKey } from "./ids";
import type { RegionId, ReplicaId, ShardId } from "./ids";
import type { ReplicaRole } from "./shard-stats";

/** Last-heard times (lived milliseconds) of things that left, so that they can be forgotten once they are silent. */
type Tombstones<Key> = Map<Key, number>;

/**
 * The replicas that left while they may still be sending heartbeats. A slow drain or an old leader must not come back to
 * life by talking; a replica whose shard moved away may return as a follower, one whose shard or region was removed may not.
 */
export class Retirement {
  readonly #moved: Tombstones<number> = new Map();
  readonly #removedShards: Tombstones<ShardId> = new Map();
  readonly #removedRegions: Tombstones<RegionId> = new Map();

  /** The shard has another home now. */
  retireMoved(replica: ReplicaId, livedMs: number): void {
    this.#moved.set(replicaKey(replica), livedMs);
  }

  retireShard(shardId: ShardId, livedMs: number): void {
    this.#removedShards.set(shardId, livedMs);
  }

  retireRegion(regionId: RegionId, livedMs: number): void {
    this.#removedRegions.set(regionId, livedMs);
  }

  /** Whether a region that was removed is still remembered. Notes that somebody talked of it. */
  isRegionRetired(regionId: RegionId, livedMs: number): boolean {
    return heard(this.#removedRegions, regionId, livedMs);
  }

  /** Whether any region that was removed is still remembered. */
  get hasRegions(): boolean {
    return this.#removedRegions.size > 0;
  }

  /** The topology names this replica: it, its shard and its region are welcome again. */
  readmit(replica: ReplicaId): void {
    this.#moved.delete(replicaKey(replica));
    this.#removedShards.delete(replica.shardId);
    this.#removedRegions.delete(replica.regionId);
  }

  /** Whether a heartbeat comes from something that left. Notes that it was heard; a moved replica that follows returns. */
  isRetired(replica: ReplicaId, role: ReplicaRole | undefined, livedMs: number): boolean {
    const shardLeft = heard(this.#removedShards, replica.shardId, livedMs);
    const regionLeft = heard(this.#removedRegions, replica.regionId, livedMs);
    if (shardLeft || regionLeft) return true;
    if (this.#moved.size === 0) return false;
    if (role === "follower") {
      this.#moved.delete(replicaKey(replica));
      return false;
    }
    return heard(this.#moved, replicaKey(replica), livedMs);
  }

  /** Forgets what left and has not been heard for longer than `forgetAfterMs`. */
  forgetSilent(livedMs: number, forgetAfterMs: number): void {
    for (const tombstones of [this.#moved, this.#removedShards, this.#removedRegions]) {
      for (const [key, heardMs] of tombstones) {
        if (livedMs - heardMs > forgetAfterMs) tombstones.delete(key);
      }
    }
  }
}

function heard<Key>(tombstones: Tombstones<Key>, key: Key, livedMs: number): boolean {
  if (!tombstones.has(key)) return false;
  tombstones.set(key, livedMs);
  return true;
}
