import { RegionNames } from "../../../../src/domain/regions/region-names";

describe("RegionNames", () => {
  test("a region is called by its configured name, else by its number", () => {
    const names = new RegionNames(new Map([[0, "us-east"]]));
    expect([names.nameOf(0), names.nameOf(1)]).toEqual(["us-east", "1"]);
  });

  test("without a configuration every region is called by its number", () => {
    expect(new RegionNames().nameOf(65_535)).toBe("65535");
  });

  test("a region may be called by its own number", () => {
    expect(new RegionNames(new Map([[7, "7"]])).nameOf(7)).toBe("7");
  });

  test.each<[string, [number, string][], string]>([
    ["an empty name", [[3, ""]], "region 3: expected a name, got an empty text"],
    [
      "a name given twice",
      [
        [0, "eu"],
        [4, "eu"],
      ],
      'regions 0 and 4 are both called "eu"',
    ],
    [
      "a number that another region has",
      [[0, "1"]],
      'region 0 is called "1", which reads as the number of another region',
    ],
  ])("%s is refused: two regions would share a label", (_, names, message) => {
    expect(() => new RegionNames(new Map(names))).toThrow(new RangeError(message));
  });

  test.each([
    [[[0, "eu"]], [[0, "eu"]], true],
    [[[0, "eu"]], [[1, "eu"]], false],
    [[[0, "eu"]], [[0, "us"]], false],
    [[[0, "eu"]], [], false],
    [[], [], true],
  ] as const)("%j and %j are equal: %s", (ours, theirs, equal) => {
    expect(new RegionNames(new Map(ours)).equals(new RegionNames(new Map(theirs)))).toBe(equal);
  });

  test("later changes to the map that it was built from do not reach it", () => {
    const map = new Map([[0, "us-east"]]);
    const names = new RegionNames(map);
    map.set(0, "elsewhere");
    expect(names.nameOf(0)).toBe("us-east");
  });
});
