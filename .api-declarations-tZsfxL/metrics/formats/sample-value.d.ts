/**
 * A value as both formats write it. A u64 becomes the nearest 64-bit float here and nowhere else, in its shortest form
 * that reads back as the same float: 2^64 - 1 is "18446744073709552000". Exponents ("1e+21") are fine with both formats.
 */
export declare function printSampleValue(value: number | bigint): string;
