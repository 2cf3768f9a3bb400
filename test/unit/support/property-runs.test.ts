import { propertyRuns, runsOf, someRows, triesAll } from "../../support/property-runs";

const ALL = { PROPERTY_RUNS: "all" };

test.each([
  [20_000, 500],
  [1_000, 25],
  [100, 10],
  [25, 3],
  [8, 1],
])("of %i runs a quick run makes %i", (full, quick) => {
  expect(runsOf(full, {})).toBe(quick);
  expect(runsOf(full, ALL)).toBe(full);
});

test("a property has a hundred runs and the seed of this run of jest, if there is one", () => {
  expect(propertyRuns(undefined, { ...ALL, PROPERTY_SEED: "-7" })).toEqual({ numRuns: 100, seed: -7 });
  expect(propertyRuns(1_000, {})).toEqual({ numRuns: 25 });
});

test("everything is tried only when that is asked for", () => {
  expect(triesAll(ALL)).toBe(true);
  expect(triesAll({})).toBe(false);
});

test.each([
  [{ PROPERTY_RUNS: "1000" }, 'PROPERTY_RUNS is "1000"; expected "all", or no such variable for few runs'],
  [{ PROPERTY_SEED: "today" }, 'PROPERTY_SEED is "today"; expected a whole number'],
])("%p is rejected, so that nobody takes few runs for what was asked", (environment, message) => {
  expect(() => propertyRuns(10, environment)).toThrow(message);
});

test("of the rows of a table a quick run tries some, which the seed chooses, and no row twice", () => {
  const rows = ["a", "b", "c", "d", "e"];
  expect(someRows(rows, 2, { PROPERTY_SEED: "0" })).toEqual(["a", "c"]);
  expect(someRows(rows, 2, { PROPERTY_SEED: "-9" })).toEqual(["e", "b"]);
  expect(someRows(rows, 6, {})).toEqual(rows);
  expect(someRows(rows, 2, ALL)).toEqual(rows);
  const tried = rows.flatMap((_, seed) => someRows(rows, 2, { PROPERTY_SEED: String(seed) }));
  expect([...new Set(tried)].sort()).toEqual(rows);
});
