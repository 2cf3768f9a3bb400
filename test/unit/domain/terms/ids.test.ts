import fc from "fast-check";

import { isU16, isU64, replicaKey, saturatingSub, U64_MAX } from "../../../../src/domain/terms/ids";
import { propertyRuns } from "../../../support/property-runs";

const u16 = fc.integer({ min: 0, max: 65_535 });
const u64 = fc.bigInt({ min: 0n, max: U64_MAX });

describe("isU16", () => {
  test.each([0, 1, 255, 65_535])("%s is a u16", (value) => {
    expect(isU16(value)).toBe(true);
  });

  test.each([
    -0,
    -1,
    65_536,
    0.5,
    NaN,
    Infinity,
    -Infinity,
    7n,
    "7",
    null,
    undefined,
    [7],
    { valueOf: () => 7 },
  ])("%p is no u16", (value) => {
    expect(isU16(value)).toBe(false);
  });
});

describe("isU64", () => {
  test.each([0n, 2n ** 53n - 1n, 2n ** 53n + 1n, 2n ** 64n - 1n])("%s is a u64", (value) => {
    expect(isU64(value)).toBe(true);
  });

  test.each([-1n, 2n ** 64n, 0, 1, "1", NaN, null, undefined])("%p is no u64", (value) => {
    expect(isU64(value)).toBe(false);
  });
});

describe("replicaKey", () => {
  test("orders replicas by shard, then region, and tells any two apart", () => {
    fc.assert(
      fc.property(u16, u16, u16, u16, (shardA, regionA, shardB, regionB) => {
        const byFields = shardA - shardB || regionA - regionB;
        const a = replicaKey({ shardId: shardA, regionId: regionA });
        const b = replicaKey({ shardId: shardB, regionId: regionB });
        expect(Math.sign(a - b)).toBe(Math.sign(byFields));
      }),
      propertyRuns(),
    );
  });

  test("the greatest key fits 32 bits", () => {
    expect(replicaKey({ shardId: 65_535, regionId: 65_535 })).toBe(2 ** 32 - 1);
  });
});

describe("differences of u64 values", () => {
  test.each([
    [5n, 3n, 2n],
    [3n, 3n, 0n],
    [3n, 5n, 0n],
    [0n, U64_MAX, 0n],
  ])("%s - %s is held at %s", (a, b, difference) => {
    expect(saturatingSub(a, b)).toBe(difference);
  });

  test("none ever leaves the type", () => {
    fc.assert(
      fc.property(u64, u64, (a, b) => {
        expect(isU64(saturatingSub(a, b))).toBe(true);
      }),
      propertyRuns(),
    );
  });
});
