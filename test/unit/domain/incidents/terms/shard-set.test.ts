import { ShardSet } from "../../../../../src/domain/incidents/terms/shard-set";

function listed(set: ShardSet): readonly number[] {
  const shardIds: number[] = [];
  set.forEach((shardId) => shardIds.push(shardId));
  return shardIds;
}

describe("a set of shards", () => {
  test("has none at first", () => {
    const set = new ShardSet();
    expect([set.size, set.has(0), listed(set)]).toEqual([0, false, []]);
  });

  test.each([
    ["one", [7]],
    ["the lowest and the highest", [0, 65_535]],
    ["the first and the last of a word", [32, 63, 64, 31]],
    ["a whole word", Array.from({ length: 32 }, (_, bit) => 96 + bit)],
  ])("has each once: %s", (_, shardIds) => {
    const set = new ShardSet();
    expect(shardIds.map((shardId) => set.add(shardId))).toEqual(shardIds.map(() => true));
    expect(shardIds.map((shardId) => set.add(shardId))).toEqual(shardIds.map(() => false));

    expect(set.size).toBe(shardIds.length);
    expect([...listed(set)].sort((a, b) => a - b)).toEqual([...shardIds].sort((a, b) => a - b));
    expect(set.has(1_000)).toBe(false);
  });
});
