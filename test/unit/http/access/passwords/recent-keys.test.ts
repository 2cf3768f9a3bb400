import { RecentKeys } from "../../../../../src/http/access/passwords/recent-keys";

test("what was neither added nor asked for the longest time is forgotten first", () => {
  const keys = new RecentKeys(2);
  keys.add("a");
  keys.add("b");
  expect(keys.has("a")).toBe(true);
  keys.add("c");
  expect(["a", "b", "c"].map((key) => keys.has(key))).toEqual([true, false, true]);
});

test("a key that is added twice takes one place", () => {
  const keys = new RecentKeys(2);
  for (const key of ["a", "b", "b"]) keys.add(key);
  expect(["a", "b"].map((key) => keys.has(key))).toEqual([true, true]);
});
