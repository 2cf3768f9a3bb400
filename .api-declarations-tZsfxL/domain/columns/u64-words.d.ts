/** Which of the two 32-bit words of a u64 is the lower one: the machine's byte order, which typed arrays show. */
export declare const LOW_WORD: number;
export declare const HIGH_WORD: number;
/**
 * u64s kept in place. Written and read as `bigint` at the edges; on the hot path as pairs of 32-bit words, because making one
 * `bigint` costs as much as everything else that is done with the number.
 */
export declare class U64Array {
    readonly bigints: BigUint64Array<ArrayBuffer>;
    /** The same memory: number `i` is at `2 * i + LOW_WORD` and `2 * i + HIGH_WORD`. */
    readonly words: Uint32Array<ArrayBuffer>;
    /** @param size - how many numbers, all 0; or the numbers themselves, which are not copied. */
    constructor(size: number | BigUint64Array<ArrayBuffer>);
    get length(): number;
    /** The nearest 64-bit float; equal to `Number(bigints[i])`. */
    float(i: number): number;
    /** Sets number `i` to `high * 2^32 + low`, both whole numbers of 32 bits. */
    setWords(i: number, high: number, low: number): void;
    /** Copies number `from` of another array to `i`. */
    copy(i: number, source: U64Array, from: number): void;
    isZero(i: number): boolean;
    /** Below 0, 0 or above 0, as `this[i]` is less than, equal to or greater than `other[j]`. */
    compare(i: number, other: U64Array, j: number): number;
    /** `this[i] - other[j]` as the nearest float, signed: exact while the difference is below 2^53. */
    difference(i: number, other: U64Array, j: number): number;
    /** Sets `this[i]` to `a[k] - b[l]`, held at 0 instead of wrapping around. */
    setDifference(i: number, a: U64Array, k: number, b: U64Array, l: number): void;
    /** Sets `this[i]` to `other[j] + 1`, which wraps around to 0 after 2^64 - 1. */
    setSuccessor(i: number, other: U64Array, j: number): void;
    /** Nanoseconds as seconds; equal to `nsToSeconds(bigints[i])`. */
    seconds(i: number): number;
    /** The difference of two times in nanoseconds as seconds, signed; equal to `nsToSeconds` of the difference. */
    differenceSeconds(i: number, other: U64Array, j: number): number;
    /** A copy with another length: cut off at its end, or filled up with zeros. */
    resized(length: number): U64Array;
}
