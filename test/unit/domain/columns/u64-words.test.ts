import fc from "fast-check";

import { nsToSeconds } from "../../../../src/domain/terms/units";
import { saturatingSub, U64_MAX } from "../../../../src/domain/terms/ids";
import { U64Array } from "../../../../src/domain/columns/u64-words";
import { u64s } from "../../../support/domain/replica-columns";
import { propertyRuns } from "../../../support/property-runs";

/** Any u64, and often one at which a word or a float ends. */
const anyU64 = fc.oneof(
  fc.constantFrom(0n, 1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n, 2n ** 53n + 1n, U64_MAX - 1n, U64_MAX),
  fc.bigInt({ min: 0n, max: U64_MAX }),
);

describe("U64Array does what bigint does", () => {
  test("for single numbers", () => {
    fc.assert(
      fc.property(anyU64, (value) => {
        const numbers = u64s(7n, value);
        expect(numbers.float(1)).toBe(Number(value));
        expect(numbers.seconds(1)).toBe(nsToSeconds(value));
        expect(numbers.isZero(1)).toBe(value === 0n);
        numbers.setSuccessor(0, numbers, 1);
        expect(numbers.bigints[0]).toBe(BigInt.asUintN(64, value + 1n));
        numbers.setWords(0, Number(value >> 32n), Number(value & 0xffff_ffffn));
        expect(numbers.bigints[0]).toBe(value);
      }),
      propertyRuns(),
    );
  });

  test("for pairs of numbers, close ones and far ones", () => {
    const pairs = fc
      .tuple(anyU64, anyU64, fc.boolean(), fc.nat())
      .map(([a, b, close, step]) => [a, close ? BigInt.asUintN(64, a + BigInt(step)) : b] as const);
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [left, right] = [u64s(0n, a), u64s(b)];
        expect(Math.sign(left.compare(1, right, 0))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(left.difference(1, right, 0)).toBe(Number(a - b));
        expect(left.differenceSeconds(1, right, 0)).toBe(nsToSeconds(a - b));
        left.setDifference(0, left, 1, right, 0);
        expect(left.bigints[0]).toBe(saturatingSub(a, b));
        left.copy(0, right, 0);
        expect(left.bigints[0]).toBe(b);
      }),
      propertyRuns(),
    );
  });
});

test("a resized copy is cut off or filled up, and is a copy", () => {
  const numbers = u64s(1n, 2n, 3n);
  const longer = numbers.resized(5);
  const shorter = numbers.resized(2);
  numbers.setWords(0, 0, 9);
  expect([...longer.bigints]).toEqual([1n, 2n, 3n, 0n, 0n]);
  expect([...shorter.bigints]).toEqual([1n, 2n]);
  expect(shorter).toHaveLength(2);
});

test("new ones are zeros", () => {
  expect([...new U64Array(2).bigints]).toEqual([0n, 0n]);
});
