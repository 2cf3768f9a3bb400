import fc from "fast-check";

import { LONGEST_VALUE, writeSampleValue } from "../../../../src/metrics/rendered/number-digits";
import { printSampleValue } from "../../../../src/metrics/formats/sample-value";
import { propertyRuns } from "../../../support/property-runs";

/** What stands between two guards, so that a byte too many shows. */
function written(value: number | bigint): string {
  const bytes = new Uint8Array(LONGEST_VALUE + 2).fill(0x23);
  const end = writeSampleValue(bytes, 1, value);
  expect([bytes[0], bytes[end]]).toEqual([0x23, 0x23]);
  return String.fromCharCode(...bytes.subarray(1, end));
}

/** Floats that stand next to `value`, and itself. */
function around(value: number): number[] {
  const bits = new BigInt64Array(1);
  const floats = new Float64Array(bits.buffer);
  return [-2n, -1n, 0n, 1n, 2n].map((step) => {
    floats[0] = value;
    bits[0] = (bits[0] ?? 0n) + step;
    return floats[0];
  });
}

test.each<[number | bigint, string]>([
  [0, "0"],
  [-0, "0"],
  [1, "1"],
  [-1, "-1"],
  [9, "9"],
  [10, "10"],
  [999_999_999, "999999999"],
  [1e9, "1000000000"],
  [-1_234_567_890_123, "-1234567890123"],
  [8_999_999_999_999_999, "8999999999999999"],
  [Number.MAX_SAFE_INTEGER, "9007199254740991"],
  [2 ** 53, "9007199254740992"],
  [18_446_744_073_709_551_615n, "18446744073709552000"],
  [1e21, "1e+21"],
  [0.1, "0.1"],
  [-0.25, "-0.25"],
  [0.1 + 0.2, "0.30000000000000004"],
  [1e-6, "0.000001"],
  [1e-7, "1e-7"],
  [0.000_000_001, "1e-9"],
  [1.000_000_001, "1.000000001"],
  [6.144, "6.144"],
  [1_700_000_000.123_456_7, "1700000000.1234567"],
  [1_700_000_000.5, "1700000000.5"],
  [8.000_000_000_000_002, "8.000000000000002"],
  [345.671_952_428_146_6, "345.6719524281466"],
  [4_294_967_295.999_999_5, "4294967295.9999995"],
  [4_294_967_297.1, "4294967297.1"],
  [NaN, "NaN"],
  [Infinity, "+Inf"],
  [-Infinity, "-Inf"],
  [-Number.MIN_VALUE, "-5e-324"],
  [-2.225_073_858_507_201_4e-308, "-2.2250738585072014e-308"],
])("%p is written as %s", (value, text) => {
  expect(written(value)).toBe(text);
});

test("every number is written as it would be printed, however it was come by", () => {
  const seconds = fc
    .bigInt({ min: 0n, max: 5_000_000_000_000_000_000n })
    .map((ns) => Number(ns / 1_000_000_000n) + Number(ns % 1_000_000_000n) / 1e9);
  const scaled = fc
    .tuple(
      fc.integer(),
      fc.integer({ min: 0, max: 2 ** 40 }),
      fc.constantFrom(1, 10, 1e3, 1e6, 1e7, 1e9, 1e12),
    )
    .map(([high, low, scale]) => (high * 2 ** 20 + low) / scale);
  const bound = fc
    .constantFrom(
      8,
      16,
      2 ** 52 / 1e9,
      2 ** 29,
      2 ** 30,
      2 ** 31,
      2 ** 32,
      2 ** 53,
      1e9,
      1e15,
      1e-6,
      1e21,
      4_500_000,
    )
    .chain((value) => fc.constantFrom(...around(value)));
  const number = fc.oneof(
    fc.double(),
    seconds,
    scaled,
    bound,
    fc.maxSafeInteger(),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  );
  fc.assert(
    fc.property(number, (value) => written(value) === printSampleValue(value)),
    propertyRuns(20_000),
  );
});

test.each([
  ["every time from 1987 to 2106 that a float can tell", 2 ** 29, 2 ** 32, 2 ** 23],
  ["every full float such as averages are", 8, 2 ** 20, 2 ** 49],
])("%s is written as it would be printed", (_what, from, limit, parts) => {
  const wholeAndPart = fc.tuple(
    fc.integer({ min: from, max: limit - 1 }),
    fc.integer({ min: 0, max: parts - 1 }),
  );
  fc.assert(
    fc.property(wholeAndPart, ([whole, part]) => {
      const value = whole + part / parts;
      return written(value) === String(value);
    }),
    propertyRuns(20_000),
  );
});
