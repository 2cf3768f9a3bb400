import fc from "fast-check";

import type { Random } from "./random";

const BATCH = 64;

/** A generator of inputs from a fast-check arbitrary; samples many at once, because beginning is what costs. */
export function fromArbitrary<T>(arbitrary: fc.Arbitrary<T>): (random: Random) => T {
  const ready: T[] = [];
  return (random) => {
    if (ready.length === 0) {
      ready.push(...fc.sample(arbitrary, { numRuns: BATCH, seed: random.below(2 ** 31) }));
    }
    return ready.pop() as T;
  };
}
