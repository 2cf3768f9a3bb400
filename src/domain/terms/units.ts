/** How many values 16 bits have, and 32: one more than the largest of them. */
export const U16_RANGE = 0x1_0000;
export const U32_RANGE = 0x1_0000_0000;

/** Nanoseconds of time stamps and of spans that a u64 has. */
export const NS_PER_MS = 1_000_000n;
export const NS_PER_SECOND = 1_000_000_000n;

/** The same for spans that are kept as floats. */
export const NS_PER_MS_F64 = 1e6;
export const NS_PER_SECOND_F64 = 1e9;

/** Nanoseconds as seconds. Splits whole seconds from the rest, so that epoch nanoseconds keep their microseconds. */
export function nsToSeconds(ns: bigint): number {
  return Number(ns / NS_PER_SECOND) + Number(ns % NS_PER_SECOND) / NS_PER_SECOND_F64;
}
