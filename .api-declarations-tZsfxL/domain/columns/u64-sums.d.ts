import type { U64Array } from "./u64-words";
/** Exact sums of u64s, without a `bigint` for each that is added. */
export declare class U64Sums {
    #private;
    /** @param size - how many sums, all 0. */
    constructor(size: number);
    /** Adds number `i` of `numbers` to a sum. */
    add(sum: number, { words }: U64Array, i: number): void;
    /** A sum as a u64, held at 2^64 - 1 instead of wrapping around. */
    total(sum: number): bigint;
}
