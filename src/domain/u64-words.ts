/** Which of the two 32-bit words of a u64 is the lower one: the machine's byte order, which typed arrays show. */
export const LOW_WORD = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
export const HIGH_WORD = 1 - LOW_WORD;

const WORD_RANGE = 0x1_0000_0000;

/**
 * u64s kept in place. Written and read as `bigint` at the edges; on the hot path as pairs of 32-bit words, because making one
 * `bigint` costs as much as everything else that is done with the number.
 */
export class U64Array {
  readonly bigints: BigUint64Array<ArrayBuffer>;
  /** The same memory: number `i` is at `2 * i + LOW_WORD` and `2 * i + HIGH_WORD`. */
  readonly words: Uint32Array<ArrayBuffer>;

  constructor(length: number) {
    this.bigints = new BigUint64Array(length);
    this.words = new Uint32Array(this.bigints.buffer);
  }

  get length(): number {
    return this.bigints.length;
  }

  /** The nearest 64-bit float; equal to `Number(bigints[i])`. */
  float(i: number): number {
    const { words } = this;
    // One rounding: the product is exact, only the sum is rounded.
    return (words[2 * i + HIGH_WORD] ?? 0) * WORD_RANGE + (words[2 * i + LOW_WORD] ?? 0);
  }

  /** Sets number `i` to `high * 2^32 + low`, both whole numbers of 32 bits. */
  setWords(i: number, high: number, low: number): void {
    this.words[2 * i + HIGH_WORD] = high;
    this.words[2 * i + LOW_WORD] = low;
  }

  /** Copies number `from` of another array to `i`. */
  copy(i: number, source: U64Array, from: number): void {
    this.words[2 * i] = source.words[2 * from] ?? 0;
    this.words[2 * i + 1] = source.words[2 * from + 1] ?? 0;
  }

  /** `this[i] - other[j]` as a float, signed: exact while the difference is below 2^53. */
  difference(i: number, other: U64Array, j: number): number {
    const high = (this.words[2 * i + HIGH_WORD] ?? 0) - (other.words[2 * j + HIGH_WORD] ?? 0);
    return high * WORD_RANGE + ((this.words[2 * i + LOW_WORD] ?? 0) - (other.words[2 * j + LOW_WORD] ?? 0));
  }
}
