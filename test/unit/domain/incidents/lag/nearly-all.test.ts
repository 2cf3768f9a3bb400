import { isNearlyAll } from "../../../../../src/domain/incidents/lag/nearly-all";

test.each([
  [0, 0, false],
  [0, 1, false],
  [1, 1, true],
  [3, 4, false],
  [4, 4, true],
  [3, 5, false],
  [4, 5, true],
  [8, 9, true],
  [7, 10, false],
  [8, 10, true],
  [52_428, 65_536, false],
  [52_429, 65_536, true],
])("%i of %i are nearly all: %s", (count, total, expected) => {
  expect(isNearlyAll(count, total)).toBe(expected);
});
