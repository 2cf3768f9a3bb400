import { U64_MAX } from "../terms/ids";
import { resized } from "./resized";
import { U32_RANGE } from "../terms/units";
import { HIGH_WORD, LOW_WORD } from "./u64-words";
import type { U64Array } from "./u64-words";

const WORD_RANGE = U32_RANGE;
/** Far enough below 2^53 that one more word can be added exactly. */
const CARRY_FROM = 2 ** 52;

/** Exact sums of u64s, without a `bigint` for each that is added. */
export class U64Sums {
  #lows: Float64Array<ArrayBuffer>;
  #highs: Float64Array<ArrayBuffer>;

  /** @param size - how many sums, all 0. */
  constructor(size: number) {
    this.#lows = new Float64Array(size);
    this.#highs = new Float64Array(size);
  }

  /** Adds number `i` of `numbers` to a sum. */
  add(sum: number, { words }: U64Array, i: number): void {
    const low = this.#lows[sum]! + words[2 * i + LOW_WORD]!;
    const carry = low < CARRY_FROM ? 0 : Math.floor(low / WORD_RANGE);
    this.#lows[sum] = low - carry * WORD_RANGE;
    this.#highs[sum] = this.#highs[sum]! + words[2 * i + HIGH_WORD]! + carry;
  }

  /** Adds one of other sums. */
  addSum(sum: number, other: U64Sums, from: number): void {
    this.#lows[sum] = this.#lows[sum]! + other.#lows[from]!;
    this.#highs[sum] = this.#highs[sum]! + other.#highs[from]!;
  }

  /** Takes number `i` of `numbers`, which was added, out of a sum again. */
  remove(sum: number, { words }: U64Array, i: number): void {
    this.#lows[sum] = this.#lows[sum]! - words[2 * i + LOW_WORD]!;
    this.#highs[sum] = this.#highs[sum]! - words[2 * i + HIGH_WORD]!;
  }

  /** Makes room for more sums, which are 0. */
  resize(size: number): void {
    this.#lows = resized(this.#lows, size);
    this.#highs = resized(this.#highs, size);
  }

  /** All sums together as a u64, held at 2^64 - 1. */
  totalOfAll(): bigint {
    let total = 0n;
    for (let sum = 0; sum < this.#lows.length; sum += 1) {
      if (this.#lows[sum] !== 0 || this.#highs[sum] !== 0) total += this.#exact(sum);
    }
    return total > U64_MAX ? U64_MAX : total;
  }

  /** A sum as a u64, held at 2^64 - 1 instead of wrapping around; 0 where nothing was ever added. */
  total(sum: number): bigint {
    const total = this.#exact(sum);
    return total > U64_MAX ? U64_MAX : total;
  }

  #exact(sum: number): bigint {
    return BigInt(this.#highs[sum] ?? 0) * BigInt(WORD_RANGE) + BigInt(this.#lows[sum] ?? 0);
  }
}
