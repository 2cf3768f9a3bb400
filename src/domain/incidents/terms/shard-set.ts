import type { ShardId } from "../../terms/ids";

const SHARD_LIMIT = 65_536;
/** Shards that have their bits in one word. */
export const SHARDS_OF_A_WORD = 32;
/** Words that have a bit for every shard. */
export const WORDS_OF_SHARDS = SHARD_LIMIT / SHARDS_OF_A_WORD;

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
        if (!holds(at * SHARDS_OF_A_WORD + 31 - Math.clz32(left & -left))) return false;
      }
    }
    return true;
  }

  forEach(visit: (shardId: ShardId) => void): void {
    if (this.#bits) eachShard(this.#bits, visit);
    else if (this.#only !== -1) visit(this.#only);
  }

  /** The shards from 32 times `at` on, a bit for each. */
  word(at: number): number {
    if (this.#bits) return this.#bits[at]!;
    return this.#only !== -1 && this.#only >>> 5 === at ? 1 << (this.#only & 31) : 0;
  }

  /** Adds the shards from 32 times `at` on that have a bit. Returns those that were not there. */
  addWord(at: number, word: number): number {
    const added = word & ~this.word(at);
    if (added === 0) return 0;
    const bits = this.#withBits();
    bits[at] = bits[at]! | added;
    this.size += countBits(added);
    return added;
  }

  #addFirst(shardId: ShardId): boolean {
    if (this.#only === shardId) return false;
    if (this.#only === -1) {
      this.#only = shardId;
      this.size = 1;
      return true;
    }
    this.#withBits();
    return this.add(shardId);
  }

  #withBits(): Uint32Array {
    if (this.#bits) return this.#bits;
    this.#bits = new Uint32Array(WORDS_OF_SHARDS);
    if (this.#only !== -1) this.#bits[this.#only >>> 5] = 1 << (this.#only & 31);
    return this.#bits;
  }
}

/** Visits each shard that has a bit, ascending. */
export function eachShard(bits: Uint32Array, visit: (shardId: ShardId) => void): void {
  for (let at = 0; at < bits.length; at += 1) eachOfWord(at, bits[at]!, visit);
}

/** The same of those from 32 times `at` on. */
export function eachOfWord(at: number, word: number, visit: (shardId: ShardId) => void): void {
  for (let left = word; left !== 0; left &= left - 1)
    visit(at * SHARDS_OF_A_WORD + 31 - Math.clz32(left & -left));
}

/** How many bits of 32 are set. */
export function countBits(word: number): number {
  let sums = word - ((word >>> 1) & 0x55555555);
  sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
  return Math.imul((sums + (sums >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
