import { z } from "zod";
import { isU16, isU64, U16_EXPECTED, U16_MAX, U64_EXPECTED } from "../../domain/terms/ids";
import { expectation, integerExpectation } from "./expectation";

/** The JSON Schema of a u64. Its maximum is filled in by `wireJsonSchemas`: zod's generator cannot carry a `bigint`. */
export const U64_JSON_SCHEMA = { type: "integer", format: "uint64", minimum: 0 } as const;

function isWireU16(value: unknown): value is bigint {
  return typeof value === "bigint" && isU16(Number(value));
}

function isWireCount(value: unknown): value is bigint {
  return isU64(value) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

function isWireF64(value: unknown): value is bigint | number {
  return typeof value === "bigint" ? Number.isFinite(Number(value)) : Number.isFinite(value);
}

function isWireF64FromZero(value: unknown): value is bigint | number {
  return isWireF64(value) && value >= 0;
}

/** An f64 may be spelled as an integer. Adding 0 turns -0 into 0, which JSON printers do not keep apart. */
function toF64(value: bigint | number): number {
  return Number(value) + 0;
}

/** A u16 (an id) as a `number`. */
export function u16(description: string): z.ZodType<number> {
  return z
    .custom<bigint>(isWireU16, { error: integerExpectation(U16_EXPECTED) })
    .transform(Number)
    .meta({ type: "integer", format: "uint16", minimum: 0, maximum: U16_MAX, description });
}

/** A u64 as a `bigint`, all 64 bits kept. */
export function u64(description: string): z.ZodType<bigint> {
  return z
    .custom<bigint>(isU64, { error: integerExpectation(U64_EXPECTED) })
    .meta({ ...U64_JSON_SCHEMA, description });
}

/** A count that Rust holds in a `usize` and TypeScript in a `number`: from 0 to 2^53 - 1. */
export function count(description: string): z.ZodType<number> {
  return z
    .custom<bigint>(isWireCount, {
      error: integerExpectation(`a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`),
    })
    .transform(Number)
    .meta({ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });
}

/** A finite f64, 0 or more. */
export function f64FromZero(description: string): z.ZodType<number> {
  return z
    .custom<bigint | number>(isWireF64FromZero, { error: expectation("a finite number, 0 or more") })
    .transform(toF64)
    .meta({ type: "number", format: "double", minimum: 0, description });
}

/** A finite f64 of either sign. */
export function f64(description: string): z.ZodType<number> {
  return z
    .custom<bigint | number>(isWireF64, { error: expectation("a finite number") })
    .transform(toF64)
    .meta({ type: "number", format: "double", description });
}

/**
 * An f64 for printing. JSON has neither Infinity nor NaN: a sum that overflowed is held at the largest f64, as u64 sums are
 * held at theirs.
 *
 * @throws RangeError on NaN, which no field can hold.
 */
export function f64ToWire(value: number, field: string): number {
  if (Number.isNaN(value)) throw new RangeError(`${field}: expected a number that JSON can hold, got NaN`);
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}
