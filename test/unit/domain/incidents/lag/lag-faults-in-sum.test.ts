import * as fc from "fast-check";
import { lagFaults } from "../../../../../src/domain/incidents/lag/lag-faults";
import type { RegionPair } from "../../../../../src/domain/incidents/lag/pair-sums";
import { propertyRuns } from "../../../../support/property-runs";

/** What is told of pairs: "cause id", in the order of ids. */
function told(pairs: readonly RegionPair[], ...heldIds: readonly string[]): readonly string[] {
  const faults = lagFaults(
    pairs,
    (id) => heldIds.includes(id),
    () => true,
  ).values();
  return [...new Set([...faults].map(({ cause, id }) => `${cause} ${id}`))].sort();
}

/** "leader>follower behind/total". */
function pairsOf(...texts: readonly string[]): readonly RegionPair[] {
  return texts.map((text) => {
    const [leaderId = 0, followerId = 0, behind = 0, total = 0] = text.split(/[> /]/).map(Number);
    return { leaderId, followerId, behind, total, sinceMs: 0 };
  });
}

test.each<[string, readonly string[], readonly string[]]>([
  [
    "of three regions one neither gives nor gets, but for a shard on its way",
    ["0>1 5/5", "0>2 0/5", "1>0 5/5", "1>2 5/5", "2>0 0/2", "2>1 2/3"],
    ["region_isolated region:1"],
  ],
  [
    "of three regions one is cut off, and others of idle leaders have just begun to write",
    ["0>1 2/3", "0>2 2/3", "1>0 1/1", "2>0 5/5", "2>1 0/5"],
    ["region_isolated region:0"],
  ],
  [
    "of four regions one is cut off, and a shard of each peer is on its way",
    ["0>1 4/5", "2>1 2/3", "3>1 5/5", "1>0 5/5", "1>2 5/5", "1>3 4/4", "0>2 0/5", "2>3 0/3", "3>0 0/5"],
    ["region_isolated region:1"],
  ],
  [
    "of five regions one gets nothing, but for a shard on its way",
    ["0>1 5/5", "2>1 2/3", "3>1 5/5", "4>1 5/5", "1>0 0/5", "1>2 0/5", "0>2 0/5"],
    ["region_behind region:1"],
  ],
  [
    "of three regions one ships nothing, but for a shard on its way",
    ["1>0 5/5", "1>2 2/3", "0>1 0/5", "2>1 0/5", "0>2 0/5", "2>0 0/3"],
    ["region_not_shipping region:1"],
  ],
  [
    "of four regions two links of one break, and the third is well",
    ["0>1 5/5", "1>0 5/5", "0>2 5/5", "2>0 5/5", "0>3 0/5", "3>0 0/5", "1>2 0/5", "2>3 0/5"],
    ["link link:0-1", "link link:0-2"],
  ],
  [
    "of three regions two links of one break",
    ["0>1 5/5", "1>0 5/5", "0>2 5/5", "2>0 5/5", "1>2 0/5", "2>1 0/5"],
    ["region_isolated region:0"],
  ],
  [
    "a link breaks, and of what the third region ships a few shards are behind besides",
    ["0>1 5/5", "1>0 5/5", "2>1 1/3", "1>2 0/5", "0>2 0/5", "2>0 0/3"],
    ["link link:0-1"],
  ],
  [
    "a region gets nothing, and of the little that it ships nothing is behind",
    ["0>1 20/20", "2>1 20/20", "1>0 0/2", "1>2 0/2", "0>2 0/20", "2>0 0/20"],
    ["region_behind region:1"],
  ],
])("when %s, the fewest faults are told", (_, texts, expected) => {
  expect(told(pairsOf(...texts))).toEqual(expected);
});

test("what is left of a region that was cut off is not a broken link besides", () => {
  const pairs = pairsOf("0>1 3/4", "0>2 3/4", "1>0 0/1", "1>2 0/1", "2>0 5/5", "2>1 0/5");
  expect(told(pairs, "region:0")).toEqual(["region_isolated region:0"]);
});

/** Three to five regions, one of them cut off, and how many of each pair tell anything. */
const cluster = fc.integer({ min: 3, max: 5 }).chain((regions) =>
  fc.record({
    regions: fc.constant(regions),
    subject: fc.integer({ min: 0, max: regions - 1 }),
    totals: fc.array(fc.integer({ min: 1, max: 20 }), {
      minLength: regions * regions,
      maxLength: regions * regions,
    }),
  }),
);

interface Drawn {
  readonly regions: number;
  readonly subject: number;
  readonly totals: readonly number[];
}

/** Every pair of the regions, with what is behind of it. */
function everyPair(
  { regions, totals }: Drawn,
  behind: (leaderId: number, followerId: number, total: number) => number,
): readonly RegionPair[] {
  const ids = Array.from({ length: regions }, (_, regionId) => regionId);
  return ids.flatMap((leaderId) =>
    ids
      .filter((followerId) => followerId !== leaderId)
      .map((followerId): RegionPair => {
        const total = totals[leaderId * regions + followerId] ?? 1;
        return { leaderId, followerId, total, behind: behind(leaderId, followerId, total), sinceMs: 0 };
      }),
  );
}

test("a region that neither gives nor gets is one fault, however few shards tell of it and though each pair lacks one in six", () => {
  fc.assert(
    fc.property(cluster, (drawn) => {
      const { subject } = drawn;
      const pairs = everyPair(drawn, (leaderId, followerId, total) =>
        leaderId === subject || followerId === subject ? total - Math.floor(total / 6) : 0,
      );
      expect(told(pairs)).toEqual([`region_isolated region:${subject}`]);
    }),
    propertyRuns(2_000),
  );
});

test("a region of which one peer is well both ways is not cut off", () => {
  fc.assert(
    fc.property(cluster, (drawn) => {
      const { subject, regions } = drawn;
      const well = (subject + 1) % regions;
      const pairs = everyPair(drawn, (leaderId, followerId, total) => {
        const isOfSubject = leaderId === subject || followerId === subject;
        return isOfSubject && leaderId !== well && followerId !== well ? total : 0;
      });
      expect(told(pairs)).not.toContain(`region_isolated region:${subject}`);
    }),
    propertyRuns(2_000),
  );
});
