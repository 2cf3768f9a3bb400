import { z } from "zod";
/** The JSON Schema of a u64. Its maximum is filled in by `wireJsonSchemas`: zod's generator cannot carry a `bigint`. */
export declare const U64_JSON_SCHEMA: {
    readonly type: "integer";
    readonly format: "uint64";
    readonly minimum: 0;
};
/** A u16 (an id) as a `number`. */
export declare function u16(description: string): z.ZodType<number>;
/** A u64 as a `bigint`, all 64 bits kept. */
export declare function u64(description: string): z.ZodType<bigint>;
/** A count that Rust holds in a `usize` and TypeScript in a `number`: from 0 to 2^53 - 1. */
export declare function count(description: string): z.ZodType<number>;
/** A finite f64, 0 or more. */
export declare function f64FromZero(description: string): z.ZodType<number>;
/** A finite f64 of either sign. */
export declare function f64(description: string): z.ZodType<number>;
/**
 * An f64 for printing. JSON has neither Infinity nor NaN: a sum that overflowed is held at the largest f64, as u64 sums are
 * held at theirs.
 *
 * @throws RangeError on NaN, which no field can hold.
 */
export declare function f64ToWire(value: number, field: string): number;
