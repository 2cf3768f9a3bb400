import * as fc from "fast-check";
import { U64_MAX } from "../../../../src/domain/terms/ids";
import { createRouter } from "../../../routing/create-router";
import { HashRouter } from "../../../routing/hash-router";
import { mixU64 } from "../../../routing/mix-u64";
import { RangeRouter, U64_SPACE_END } from "../../../routing/range-router";
import { ROUTING_STRATEGIES } from "../../../routing/shard-router";
import { SingleRouter } from "../../../routing/single-router";
import { propertyRuns } from "../../../../test/support/property-runs";

const u64 = fc.bigInt({ min: 0n, max: U64_MAX });
const HALF = 2n ** 63n;

describe("every shard router", () => {
  test.each(ROUTING_STRATEGIES)(
    "gives each id to one of its shards, and always to the same one (%s)",
    (strategy) => {
      fc.assert(
        fc.property(u64, fc.integer({ min: 1, max: 40 }), (entityId, shardCount) => {
          const shardId = createRouter(strategy, shardCount).shardOf(entityId);
          expect(shardId).toBeGreaterThanOrEqual(0);
          expect(shardId).toBeLessThan(shardCount);
          expect(createRouter(strategy, shardCount).shardOf(entityId)).toBe(shardId);
        }),
        propertyRuns(),
      );
    },
  );

  test.each(ROUTING_STRATEGIES)("takes the first id and the last one (%s)", (strategy) => {
    const router = createRouter(strategy, 15);
    expect(() => [router.shardOf(0n), router.shardOf(U64_MAX)]).not.toThrow();
  });
});

describe("the single router", () => {
  test("gives everything to its shard", () => {
    expect(new SingleRouter(7).shardOf()).toBe(7);
  });
});

describe("the hash router", () => {
  test("takes the hash modulo the number of shards", () => {
    fc.assert(
      fc.property(u64, fc.integer({ min: 1, max: 65_536 }), (entityId, shardCount) => {
        expect(new HashRouter(shardCount).shardOf(entityId)).toBe(
          Number(mixU64(entityId) % BigInt(shardCount)),
        );
      }),
      propertyRuns(),
    );
  });

  test("spreads neighbours evenly", () => {
    const router = new HashRouter(15);
    const counts = new Array<number>(15).fill(0);
    for (let id = 0n; id < 15_000n; id += 1n) {
      const shardId = router.shardOf(id);
      counts[shardId] = (counts[shardId] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });

  test("stays as it is: where an entity lives must not change with a version", () => {
    const router = new HashRouter(15);
    expect([0n, 1n, 42n, HALF, U64_MAX].map((id) => router.shardOf(id))).toEqual([0, 4, 2, 0, 12]);
  });

  test.each([0, 1.5, 65_537, NaN])("refuses %p shards", (shardCount) => {
    expect(() => new HashRouter(shardCount)).toThrow(RangeError);
  });
});

describe("the range router", () => {
  test("gives a range's start to it and its end to the next one", () => {
    const router = new RangeRouter([
      { shardId: 4, start: HALF, end: U64_SPACE_END },
      { shardId: 9, start: 0n, end: HALF },
    ]);
    expect([0n, HALF - 1n, HALF, U64_MAX].map((id) => router.shardOf(id))).toEqual([9, 9, 4, 4]);
  });

  test("agrees with a search through all ranges, for any partition", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.bigInt({ min: 1n, max: U64_MAX }), { maxLength: 30 }),
        u64,
        (cuts, entityId) => {
          const edges = [0n, ...cuts.sort((a, b) => (a < b ? -1 : 1)), U64_SPACE_END];
          const ranges = edges
            .slice(1)
            .map((end, shardId) => ({ shardId, start: edges[shardId] ?? 0n, end }));
          const holding = ranges.filter(({ start, end }) => start <= entityId && entityId < end);
          expect(holding).toHaveLength(1);
          expect(new RangeRouter(ranges).shardOf(entityId)).toBe(holding[0]?.shardId);
        },
      ),
      propertyRuns(),
    );
  });

  test.each([
    ["no range at all", []],
    ["a first range that does not start at 0", [{ shardId: 0, start: 1n, end: U64_SPACE_END }]],
    ["ranges that leave out the last id", [{ shardId: 0, start: 0n, end: U64_MAX }]],
    ["an empty range", [{ shardId: 0, start: 0n, end: 0n }]],
    [
      "a gap",
      [
        { shardId: 0, start: 0n, end: HALF },
        { shardId: 1, start: HALF + 1n, end: U64_SPACE_END },
      ],
    ],
    [
      "an overlap",
      [
        { shardId: 0, start: 0n, end: HALF },
        { shardId: 1, start: HALF - 1n, end: U64_SPACE_END },
      ],
    ],
  ])("refuses %s", (_, ranges) => {
    expect(() => new RangeRouter(ranges)).toThrow(RangeError);
  });

  test.each([-1n, U64_MAX + 1n])("refuses the id %p, which is no u64", (entityId) => {
    expect(() => RangeRouter.even(3).shardOf(entityId)).toThrow("entity_id");
  });
});
