import { RegionSet } from "../../../../../src/domain/incidents/terms/region-set";

describe("a set of regions", () => {
  test("has none at first", () => {
    const set = new RegionSet();
    expect([[...set], set.has(0), set.has(31), set.has(32)]).toEqual([[], false, false, false]);
  });

  test.each([
    ["the lowest", [0]],
    ["the last that is a bit, and the first that is none", [31, 32]],
    ["the highest", [65_535, 5]],
  ])("has each once: %s", (_, regionIds) => {
    const set = new RegionSet();
    for (const regionId of [...regionIds, ...regionIds]) set.add(regionId);

    expect([...set].sort((a, b) => a - b)).toEqual([...regionIds].sort((a, b) => a - b));
    expect(regionIds.map((regionId) => set.has(regionId))).toEqual(regionIds.map(() => true));
    expect([set.has(7), set.has(39), set.has(40_000)]).toEqual([false, false, false]);
  });
});
