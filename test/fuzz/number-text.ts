import fc from "fast-check";

import { fromArbitrary } from "./engine/from-arbitrary";

/** The texts of floats, of u64s, and of numbers with as many places as measured values have. */
export const anyNumberText = fromArbitrary(
  fc.oneof(
    fc.double().map(String),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    fc.tuple(fc.maxSafeNat(), fc.nat(12)).map(([whole, scale]) => String(whole / 10 ** scale)),
  ),
);
