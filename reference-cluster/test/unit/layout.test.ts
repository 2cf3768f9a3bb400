import { clusterLayout, findRegion, regionName } from "../../layout";

describe("the layout of a cluster", () => {
  test("has three regions and fifteen shards by default, five at home in each region", () => {
    const { regions, shards } = clusterLayout();
    expect(regions).toEqual([
      { regionId: 0, name: "us-east" },
      { regionId: 1, name: "eu-west" },
      { regionId: 2, name: "ap-south" },
    ]);
    expect(shards.map(({ shardId }) => shardId)).toEqual([...Array(15).keys()]);
    expect(shards.map(({ regionId }) => regionId)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  });

  test.each<[string, readonly string[], number]>([
    ["no region", [], 5],
    ["a name twice", ["a", "b", "a"], 5],
    ["an empty name", ["a", ""], 5],
    ["no shard", ["a"], 0],
    ["half a shard", ["a"], 0.5],
    ["more shards than fit 16 bits", ["a", "b"], 40_000],
  ])("refuses %s", (_, names, shardsPerRegion) => {
    expect(() => clusterLayout(names, shardsPerRegion)).toThrow(RangeError);
  });

  test("finds regions by name and by number", () => {
    const layout = clusterLayout();
    expect(findRegion(layout, "eu-west")?.regionId).toBe(1);
    expect(findRegion(layout, "2")?.name).toBe("ap-south");
    expect(findRegion(layout, "mars")).toBeUndefined();
    expect([regionName(layout, 0), regionName(layout, 9)]).toEqual(["us-east", "9"]);
  });
});
