import fc from "fast-check";

import { METRIC_GROUPS } from "../../../../src/metrics/terms/metric-group";
import {
  groupsOfPart,
  LARGEST_PART_COUNT,
  parseScrapePart,
  partOfShard,
  printScrapePart,
} from "../../../../src/metrics/terms/scrape-part";
import { propertyRuns } from "../../../support/property-runs";

test.each([
  ["1/1", 1, 1],
  ["3/8", 3, 8],
  ["8/8", 8, 8],
  ["64/64", 64, 64],
])("%s is a part, and is printed as it is read", (text, number, of) => {
  expect(parseScrapePart(text)).toEqual({ ok: true, value: { number, of } });
  expect(printScrapePart({ number, of })).toBe(text);
});

test("nothing given is the whole", () => {
  expect(parseScrapePart(null)).toEqual({ ok: true, value: { number: 1, of: 1 } });
});

test.each([
  "",
  "/",
  "3",
  "3/",
  "/8",
  "0/8",
  "9/8",
  "1/0",
  "0/0",
  "01/8",
  "1/08",
  "1/65",
  "1/99999",
  "-1/8",
  "+1/8",
  "1.0/8",
  "1e0/8",
  " 3/8",
  "3/8 ",
  "3 / 8",
  "3/8/8",
  "3/8\n",
  "3%2F8",
  "٣/٨",
  "a/b",
  "x".repeat(10_000),
])("%j is none, and the answer names what was expected", (text) => {
  const result = parseScrapePart(text);
  expect(result).toEqual({
    ok: false,
    message: `part: expected K/N, such as 3/8, with N from 1 to 64 and K from 1 to N, got ${JSON.stringify(text.slice(0, 100))}`,
  });
});

test("the rule is part of the interface: targets that are scraped with it go on having what they had", () => {
  const shards = [0, 1, 15, 16, 17, 32, 255, 1_000, 4_096, 65_535];
  expect(shards.map((shardId) => partOfShard(shardId, 8))).toEqual(PINNED);
});

const PINNED = [1, 1, 1, 5, 5, 2, 3, 3, 2, 7];

test("a shard is in one of the parts that there are, whatever else there is", () => {
  fc.assert(
    fc.property(fc.nat({ max: 65_535 }), fc.integer({ min: 1, max: LARGEST_PART_COUNT }), (shardId, of) => {
      const part = partOfShard(shardId, of);
      expect(Number.isInteger(part) && part >= 1 && part <= of).toBe(true);
    }),
    propertyRuns(10_000),
  );
});

test.each([
  ["10,000 shards one after the other", 10_000, 1, 8],
  ["every shard that there can be", 65_536, 1, 64],
  ["every second", 10_000, 2, 8],
  ["every eighth", 8_000, 8, 8],
  ["every sixteenth", 4_000, 16, 8],
])("of %s, each part gets its share, within a tenth", (_, count, step, of) => {
  const sizes = new Map<number, number>();
  for (let i = 0; i < count; i += 1) {
    const part = partOfShard(i * step, of);
    sizes.set(part, (sizes.get(part) ?? 0) + 1);
  }
  expect(sizes.size).toBe(of);
  expect(Math.max(...sizes.values())).toBeLessThan((1.1 * count) / of);
});

test("what is about no single shard is in the first part, and in no other", () => {
  const all = new Set(METRIC_GROUPS);
  expect(groupsOfPart(all, { number: 1, of: 8 })).toEqual(all);
  expect(groupsOfPart(all, { number: 2, of: 8 })).toEqual(new Set(["shard", "follower"]));
  expect(groupsOfPart(new Set(["cluster", "follower"]), { number: 2, of: 8 })).toEqual(new Set(["follower"]));
});
