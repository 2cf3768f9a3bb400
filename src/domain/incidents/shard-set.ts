import type { ShardId } from "../terms/ids";

const SHARD_LIMIT = 65_536;
const BITS = 32;

/** A set of shards: of one without more than its number, of very many without an entry for each. */
export class ShardSet {
  #first = -1;
  #bits: Uint32Array | undefined;
  size = 0;

  /** @returns whether it was not there. */
  add(shardId: ShardId): boolean {
    if (this.#first === -1) {
      this.#first = shardId;
      this.size = 1;
      return true;
    }
    if (this.has(shardId)) return false;
    this.#bits ??= new Uint32Array(SHARD_LIMIT / BITS);
    this.#bits[shardId >>> 5] = this.#bits[shardId >>> 5]! | (1 << (shardId & 31));
    this.size += 1;
    return true;
  }

  has(shardId: ShardId): boolean {
    if (this.#first === shardId) return true;
    return this.#bits !== undefined && (this.#bits[shardId >>> 5]! & (1 << (shardId & 31))) !== 0;
  }

  forEach(visit: (shardId: ShardId) => void): void {
    if (this.#first !== -1) visit(this.#first);
    for (const [word, bits] of (this.#bits ?? []).entries()) {
      for (let bit = 0; bits >>> bit !== 0 && bit < BITS; bit += 1) {
        if ((bits & (1 << bit)) !== 0) visit(word * BITS + bit);
      }
    }
  }
}
