/** How many values 16 bits have, and 32: one more than the largest of them. */
export declare const U16_RANGE = 65536;
export declare const U32_RANGE = 4294967296;
/** Nanoseconds of time stamps and of spans that a u64 has. */
export declare const NS_PER_MS = 1000000n;
export declare const NS_PER_SECOND = 1000000000n;
/** The same for spans that are kept as floats. */
export declare const NS_PER_MS_F64 = 1000000;
export declare const NS_PER_SECOND_F64 = 1000000000;
/** Nanoseconds as seconds. Splits whole seconds from the rest, so that epoch nanoseconds keep their microseconds. */
export declare function nsToSeconds(ns: bigint): number;
