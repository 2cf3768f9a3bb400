import fc from "fast-check";

import { quantile, summarize } from "../../../bench/measuring/statistics";
import { propertyRuns } from "../../support/property-runs";

describe("summarize", () => {
  test.each([
    ["one sample", [7], { count: 1, min: 7, median: 7, max: 7 }],
    ["an odd number of samples", [9, 1, 5], { count: 3, min: 1, median: 5, max: 9 }],
    [
      "an even number of samples, between the two in the middle",
      [4, 1, 3, 2],
      { count: 4, min: 1, median: 2.5, max: 4 },
    ],
    [
      "numbers of different lengths, which do not sort as text",
      [10, 9, 100],
      { count: 3, min: 9, median: 10, max: 100 },
    ],
  ])("of %s", (_what, samples, expected) => {
    expect(summarize(samples)).toEqual(expected);
  });

  test("leaves the samples in their order", () => {
    const samples = [3, 1, 2];
    summarize(samples);

    expect(samples).toEqual([3, 1, 2]);
  });

  test.each([
    ["no samples", [], "expected at least one sample, got none"],
    ["a sample that is no number", [1, Number.NaN], "expected finite samples, got NaN"],
    ["a sample that is not finite", [Number.POSITIVE_INFINITY], "expected finite samples, got Infinity"],
  ])("refuses %s", (_what, samples, message) => {
    expect(() => summarize(samples)).toThrow(message);
  });
});

describe("quantile", () => {
  test.each([
    [0, 10],
    [0.25, 20],
    [0.5, 30],
    [0.625, 35],
    [1, 50],
  ])("of part %d of five samples is %d", (part, expected) => {
    expect(quantile([50, 10, 40, 20, 30], part)).toBe(expected);
  });

  test("never lies outside the samples and never falls as the part grows", () => {
    const samples = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
    const part = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(samples, part, part, (values, one, other) => {
        const low = quantile(values, Math.min(one, other));
        const high = quantile(values, Math.max(one, other));

        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        // Between two equal samples the line between them may round.
        expect(high - low).toBeGreaterThanOrEqual(-1e-6);
      }),
      propertyRuns(),
    );
  });
});
