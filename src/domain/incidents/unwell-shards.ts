import type { ShardId } from "../terms/ids";
import { DEGRADED, HEALTHY } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";

/** Beside the number of leaders that are Healthy: the shard has a replica, and one that speaks against it. */
const PRESENT = 0x1_0000;
const UNWELL = 0x2_0000;
const WELL = PRESENT + 1;

/**
 * The shards that have to be looked at. By far the most have not: everybody is heard, one leads, and nobody is behind it.
 *
 * Found replica by replica as they lie in memory: shard by shard would miss the cache at every step.
 */
export class UnwellShards {
  /** By shard; all 0 between two looks. */
  #tallies = new Uint32Array(0);
  #found = new Uint16Array(0);

  /** The shards in question, ascending; valid until the next call. */
  find({ slots, shardIds, states, reports }: ReplicaTable): Uint16Array {
    const { slotCount, shardLimit } = slots;
    if (this.#tallies.length < shardLimit) {
      this.#tallies = new Uint32Array(shardLimit);
      this.#found = new Uint16Array(shardLimit);
    }
    const tallies = this.#tallies;
    for (let slot = 0; slot < slotCount; slot += 1) {
      if (!slots.isTaken(slot)) continue;
      const shardId = shardIds[slot]!;
      const state = states[slot]!;
      const isLeader = reports.isLeader(slot);
      const isWell = state === HEALTHY || (state === DEGRADED && !isLeader);
      const tally = tallies[shardId]! | (isWell ? PRESENT : PRESENT | UNWELL);
      tallies[shardId] = isWell && isLeader ? tally + 1 : tally;
    }
    return this.#take(shardLimit);
  }

  #take(shardLimit: ShardId): Uint16Array {
    const tallies = this.#tallies;
    const found = this.#found;
    let count = 0;
    for (let shardId = 0; shardId < shardLimit; shardId += 1) {
      const tally = tallies[shardId]!;
      if (tally === 0) continue;
      tallies[shardId] = 0;
      if (tally === WELL) continue;
      found[count] = shardId;
      count += 1;
    }
    return found.subarray(0, count);
  }
}
