import fc from "fast-check";

import { nthLowest } from "../../../../src/domain/columns/nth-lowest";
import { propertyRuns } from "../../../support/property-runs";

test("it is what stands there once all are in order, also of many that are the same and of infinities", () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }), fc.constant(Infinity));
  const list = fc.array(number, { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(list, fc.nat(), (numbers, any) => {
      const place = any % numbers.length;
      const ordered = Float64Array.from(numbers).sort();
      // Both zeros are the same number here.
      expect(nthLowest(Float64Array.from(numbers), place) + 0).toBe((ordered[place] ?? NaN) + 0);
    }),
    propertyRuns(500),
  );
});

test.each<[string, (index: number) => number]>([
  ["in order", (index) => index],
  ["in the opposite order", (index) => -index],
  ["all the same", () => 7],
  ["up and down", (index) => Math.abs(index - 32_768)],
])("of 65,536 that are %s one after the other can be asked for", (_, valueOf) => {
  const numbers = Float64Array.from({ length: 65_536 }, (_unused, index) => valueOf(index));
  const ordered = numbers.slice().sort();
  const shuffled = numbers.slice();
  for (const place of [0, 49, 32_768, 65_535]) expect(nthLowest(shuffled, place)).toBe(ordered[place]);
});
