import type { ShardId } from "../terms/ids";

const SHARD_LIMIT = 65_536;
const BITS = 32;

/** A set of shards: of one without more than its number, of very many without an entry for each. */
export class ShardSet {
  #only = -1;
  /** Undefined up to one shard. */
  #bits: Uint32Array | undefined;
  size = 0;

  /** @returns whether it was not there. */
  add(shardId: ShardId): boolean {
    const bits = this.#bits;
    if (bits === undefined) return this.#addFirst(shardId);
    const word = bits[shardId >>> 5]!;
    const bit = 1 << (shardId & 31);
    if ((word & bit) !== 0) return false;
    bits[shardId >>> 5] = word | bit;
    this.size += 1;
    return true;
  }

  has(shardId: ShardId): boolean {
    if (this.#bits === undefined) return this.#only === shardId;
    return (this.#bits[shardId >>> 5]! & (1 << (shardId & 31))) !== 0;
  }

  /** Whether a condition holds for each; stops at the first for which it does not. */
  every(holds: (shardId: ShardId) => boolean): boolean {
    const bits = this.#bits;
    if (bits === undefined) return this.#only === -1 || holds(this.#only);
    for (let at = 0; at < bits.length; at += 1) {
      for (let left = bits[at]!; left !== 0; left &= left - 1) {
        if (!holds(at * BITS + 31 - Math.clz32(left & -left))) return false;
      }
    }
    return true;
  }

  forEach(visit: (shardId: ShardId) => void): void {
    const bits = this.#bits;
    if (bits === undefined) {
      if (this.#only !== -1) visit(this.#only);
      return;
    }
    for (let at = 0; at < bits.length; at += 1) {
      for (let left = bits[at]!; left !== 0; left &= left - 1) {
        visit(at * BITS + 31 - Math.clz32(left & -left));
      }
    }
  }

  #addFirst(shardId: ShardId): boolean {
    if (this.#only === shardId) return false;
    if (this.#only === -1) {
      this.#only = shardId;
      this.size = 1;
      return true;
    }
    this.#bits = new Uint32Array(SHARD_LIMIT / BITS);
    this.#bits[this.#only >>> 5] = 1 << (this.#only & 31);
    return this.add(shardId);
  }
}
