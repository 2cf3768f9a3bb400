import { shedGroups, shedSeries, totalSeries } from "../../../src/metrics/series-budget";

const counts = { follower: 80, shard: 60, others: 20 };

test.each<[number, number, number, string[]]>([
  [0, 0, 0, []],
  [160, 0, 0, []],
  [159, 80, 0, ["follower"]],
  [80, 80, 0, ["follower"]],
  [79, 80, 60, ["follower", "shard"]],
  [1, 80, 60, ["follower", "shard"]],
])(
  "a budget of %p leaves out %p series of followers and %p of shards",
  (maxSeries, follower, shard, groups) => {
    const shed = shedSeries(maxSeries, counts);
    expect(shed).toEqual({ follower, shard });
    expect(shedGroups(shed)).toEqual(groups);
  },
);

test("what a scrape of everything has is the sum of all groups", () => {
  expect(totalSeries(counts)).toBe(160);
});
