import { shedGroups, shedSeries, totalSeries } from "../../../../src/metrics/terms/series-budget";

const counts = { follower: 80, shard: 60, unknown_region: 10, others: 10 };

test.each<[number, number, number, number, string[]]>([
  [0, 0, 0, 0, []],
  [160, 0, 0, 0, []],
  [159, 80, 0, 0, ["follower"]],
  [80, 80, 0, 0, ["follower"]],
  [79, 80, 60, 0, ["follower", "shard"]],
  [20, 80, 60, 0, ["follower", "shard"]],
  [19, 80, 60, 10, ["follower", "shard", "unknown_region"]],
  [1, 80, 60, 10, ["follower", "shard", "unknown_region"]],
])(
  "a budget of %p leaves out %p series of followers, %p of shards and %p of regions that nobody named",
  (maxSeries, follower, shard, unknownRegion, groups) => {
    const shed = shedSeries(maxSeries, counts);
    expect(shed).toEqual({ follower, shard, unknown_region: unknownRegion });
    expect(shedGroups(shed)).toEqual(groups);
  },
);

test("what a scrape of everything has is the sum of all groups", () => {
  expect(totalSeries(counts)).toBe(160);
});
