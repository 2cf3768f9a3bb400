import { NS_PER_SECOND_F64, U16_RANGE, U32_RANGE } from "../terms/units";
import type { CopyColumn } from "./column-room";
import { resized } from "./resized";

/** Which of the two 32-bit words of a u64 is the lower one: the machine's byte order, which typed arrays show. */
export const LOW_WORD = new Uint32Array(new BigUint64Array([1n]).buffer).indexOf(1);
export const HIGH_WORD = 1 - LOW_WORD;

const WORD_RANGE = U32_RANGE;
const HALF_RANGE = U16_RANGE;
const NS_PER_SECOND = NS_PER_SECOND_F64;

/**
 * u64s kept in place. Written and read as `bigint` at the edges; on the hot path as pairs of 32-bit words, because making one
 * `bigint` costs as much as everything else that is done with the number.
 */
export class U64Array {
  readonly bigints: BigUint64Array<ArrayBuffer>;
  /** The same memory: number `i` is at `2 * i + LOW_WORD` and `2 * i + HIGH_WORD`. */
  readonly words: Uint32Array<ArrayBuffer>;

  /** @param size - how many numbers, all 0; or the numbers themselves, which are not copied. */
  constructor(size: number | BigUint64Array<ArrayBuffer>) {
    this.bigints = typeof size === "number" ? new BigUint64Array(size) : size;
    this.words = new Uint32Array(this.bigints.buffer);
  }

  get length(): number {
    return this.bigints.length;
  }

  /** The nearest 64-bit float; equal to `Number(bigints[i])`. */
  float(i: number): number {
    const { words } = this;
    // One rounding: the product is exact, only the sum is rounded.
    return words[2 * i + HIGH_WORD]! * WORD_RANGE + words[2 * i + LOW_WORD]!;
  }

  /** Sets number `i` to `high * 2^32 + low`, both whole numbers of 32 bits. */
  setWords(i: number, high: number, low: number): void {
    this.words[2 * i + HIGH_WORD] = high;
    this.words[2 * i + LOW_WORD] = low;
  }

  /** Copies number `from` of another array to `i`. */
  copy(i: number, source: U64Array, from: number): void {
    this.words[2 * i] = source.words[2 * from]!;
    this.words[2 * i + 1] = source.words[2 * from + 1]!;
  }

  isZero(i: number): boolean {
    return this.words[2 * i] === 0 && this.words[2 * i + 1] === 0;
  }

  /** Below 0, 0 or above 0, as `this[i]` is less than, equal to or greater than `other[j]`. */
  compare(i: number, other: U64Array, j: number): number {
    const high = this.words[2 * i + HIGH_WORD]! - other.words[2 * j + HIGH_WORD]!;
    return high === 0 ? this.words[2 * i + LOW_WORD]! - other.words[2 * j + LOW_WORD]! : high;
  }

  /** `this[i] - other[j]` as the nearest float, signed: exact while the difference is below 2^53. */
  difference(i: number, other: U64Array, j: number): number {
    const high = this.words[2 * i + HIGH_WORD]! - other.words[2 * j + HIGH_WORD]!;
    return high * WORD_RANGE + (this.words[2 * i + LOW_WORD]! - other.words[2 * j + LOW_WORD]!);
  }

  /** Sets `this[i]` to `a[k] - b[l]`, held at 0 instead of wrapping around. */
  setDifference(i: number, a: U64Array, k: number, b: U64Array, l: number): void {
    if (a.compare(k, b, l) <= 0) {
      this.setWords(i, 0, 0);
      return;
    }
    const high = a.words[2 * k + HIGH_WORD]! - b.words[2 * l + HIGH_WORD]!;
    const low = a.words[2 * k + LOW_WORD]! - b.words[2 * l + LOW_WORD]!;
    // A typed array wraps a negative word around by itself.
    this.setWords(i, low < 0 ? high - 1 : high, low);
  }

  /** Sets `this[i]` to `other[j] + 1`, which wraps around to 0 after 2^64 - 1. */
  setSuccessor(i: number, other: U64Array, j: number): void {
    const low = other.words[2 * j + LOW_WORD]! + 1;
    const high = other.words[2 * j + HIGH_WORD]!;
    this.setWords(i, low === WORD_RANGE ? high + 1 : high, low);
  }

  /** Nanoseconds as seconds; equal to `nsToSeconds(bigints[i])`. */
  seconds(i: number): number {
    return wordsToSeconds(this.words[2 * i + HIGH_WORD]!, this.words[2 * i + LOW_WORD]!);
  }

  /** The difference of two times in nanoseconds as seconds, signed; equal to `nsToSeconds` of the difference. */
  differenceSeconds(i: number, other: U64Array, j: number): number {
    if (this.compare(i, other, j) < 0) return -other.differenceSeconds(j, this, i);
    const high = this.words[2 * i + HIGH_WORD]! - other.words[2 * j + HIGH_WORD]!;
    const low = this.words[2 * i + LOW_WORD]! - other.words[2 * j + LOW_WORD]!;
    return low < 0 ? wordsToSeconds(high - 1, low + WORD_RANGE) : wordsToSeconds(high, low);
  }

  /** A copy with another length: cut off at its end, or filled up with zeros. */
  resized(length: number, copyOf: CopyColumn = resized): U64Array {
    return new U64Array(copyOf(this.bigints, length));
  }
}

/** Long division, 16 bits at a time: every step is exact in a float, and so the result has one rounding only. */
function wordsToSeconds(high: number, low: number): number {
  const upper = Math.floor(high / NS_PER_SECOND);
  const middleNs = (high - upper * NS_PER_SECOND) * HALF_RANGE + Math.floor(low / HALF_RANGE);
  const middle = Math.floor(middleNs / NS_PER_SECOND);
  const lowerNs = (middleNs - middle * NS_PER_SECOND) * HALF_RANGE + (low % HALF_RANGE);
  const lower = Math.floor(lowerNs / NS_PER_SECOND);
  const restNs = lowerNs - lower * NS_PER_SECOND;
  return upper * WORD_RANGE + middle * HALF_RANGE + lower + restNs / NS_PER_SECOND;
}
