import fc from "fast-check";

import { lowerBound } from "../../../../src/domain/columns/lower-bound";
import { propertyRuns } from "../../../support/property-runs";

test("finds where a number belongs in a sorted list, before its equals", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 20 })),
      fc.nat({ max: 20 }),
      fc.nat({ max: 5 }),
      (numbers, wanted, from) => {
        const sorted = numbers.sort((a, b) => a - b);
        const start = Math.min(from, sorted.length);
        const found = lowerBound(start, sorted.length, (i) => (sorted[i] ?? 0) < wanted);
        const expected = sorted.findIndex((number, i) => i >= start && number >= wanted);
        expect(found).toBe(expected < 0 ? sorted.length : expected);
      },
    ),
    propertyRuns(),
  );
});
