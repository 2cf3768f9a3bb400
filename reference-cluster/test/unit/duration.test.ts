import { parseDuration } from "../../duration";

describe("a duration", () => {
  test.each([
    ["0s", 0],
    ["500ms", 500],
    ["30s", 30_000],
    ["2m", 120_000],
    ["1m30s", 90_000],
    ["1h", 3_600_000],
  ])("is read from %s", (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  test.each(["", "5", "s", "-5s", "1.5s", "5 s", "5d", "600h", "5s "])("is not read from %p", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
