import type { ShardId } from "../../terms/ids";
import type { ReplicaTable } from "../../replicas/replica-table";

/** Where the replicas of each shard stand in the listing of all, made anew only when replicas came or went. */
export class ShardRuns {
  #listing: Uint32Array | undefined;
  /** By shard; the one behind the last has where the listing ends. */
  #starts = new Uint32Array(1);

  /** To be called before any is asked for. */
  update({ slots, shardIds }: ReplicaTable): void {
    const { ordered, shardLimit } = slots;
    // A shard that came and left again since the last look raises the limit and leaves the listing as it was.
    if (this.#listing === ordered && this.#starts.length === shardLimit + 1) return;
    this.#listing = ordered;
    const starts = new Uint32Array(shardLimit + 1);
    for (const slot of ordered) starts[shardIds[slot]! + 1]! += 1;
    for (let shardId = 0; shardId < shardLimit; shardId += 1) starts[shardId + 1]! += starts[shardId]!;
    this.#starts = starts;
  }

  startOf(shardId: ShardId): number {
    return this.#starts[shardId]!;
  }

  /** The place behind the last replica of the shard. */
  endOf(shardId: ShardId): number {
    return this.#starts[shardId + 1]!;
  }
}
