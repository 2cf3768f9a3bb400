import fc from "fast-check";

import { NS_PER_MS, NS_PER_SECOND, nsToSeconds } from "../../../../src/domain/terms/units";
import { propertyRuns } from "../../../support/property-runs";

describe("nsToSeconds", () => {
  test.each([
    [0n, 0],
    [1n, 1e-9],
    [999_999_999n, 0.999999999],
    [1_000_000_000n, 1],
    [5_000_000_001n, 5.000000001],
    [-1n, -1e-9],
    [-3_600_500_000_000n, -3600.5],
    [18_446_744_073_709_551_615n, 18_446_744_073.709553],
  ])("%s ns are %s s, sign included", (ns, seconds) => {
    expect(nsToSeconds(ns)).toBe(seconds);
  });

  test("a time stamp of today keeps its microseconds, which a plain Number(ns) / 1e9 need not", () => {
    expect(nsToSeconds(1_767_225_600_123_456_789n)).toBeCloseTo(1_767_225_600.123457, 6);
  });

  test("more nanoseconds are never fewer seconds", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 2n }), (ns) => {
        expect(nsToSeconds(ns + 1n)).toBeGreaterThanOrEqual(nsToSeconds(ns));
      }),
      propertyRuns(),
    );
  });
});

test("a second has a thousand milliseconds", () => {
  expect(NS_PER_SECOND).toBe(NS_PER_MS * 1000n);
});
