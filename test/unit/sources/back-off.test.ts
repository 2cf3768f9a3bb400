import { backOffMs } from "../../../src/sources/back-off";

describe("the wait between two polls", () => {
  test.each([
    [0, 5_000],
    [1, 5_000],
    [2, 10_000],
    [3, 20_000],
    [4, 20_000],
    [1_000, 20_000],
  ])("after %d failures in a row is %d ms", (failures, expected) => {
    expect(backOffMs(5_000, failures, 0.5)).toBe(expected);
  });

  test("wavers by a tenth, and never goes past four intervals", () => {
    expect(backOffMs(5_000, 0, 0)).toBe(4_500);
    expect(backOffMs(5_000, 0, 1)).toBe(5_500);
    expect(backOffMs(5_000, 9, 1)).toBe(20_000);
  });
});
