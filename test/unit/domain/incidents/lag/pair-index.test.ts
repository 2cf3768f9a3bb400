import { PairIndex } from "../../../../../src/domain/incidents/lag/pair-index";

describe.each([
  ["few regions", 3],
  ["as many as have a field each", 256],
  ["more than have a field each", 257],
  ["all that there can be", 65_536],
])("a number for pairs of %s", (_, limit) => {
  const last = limit - 1;

  test("is found again, each direction apart", () => {
    const index = new PairIndex(limit);
    index.set(0, last, 0);
    index.set(last, 0, 1);
    index.set(last, last, 2);

    expect([index.get(0, last), index.get(last, 0), index.get(last, last)]).toEqual([0, 1, 2]);
  });

  test("is below 0 where none was given", () => {
    const index = new PairIndex(limit);
    index.set(1, 0, 0);

    expect([index.get(0, 0), index.get(0, 1), index.get(1, 1)]).toEqual([-1, -1, -1]);
  });
});
