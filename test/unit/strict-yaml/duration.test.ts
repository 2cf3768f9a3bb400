import fc from "fast-check";
import { formatDuration, parseDuration } from "../../../src/strict-yaml/duration";
import { propertyRuns } from "../../support/property-runs";

describe("parseDuration", () => {
  test.each([
    ["0", 0],
    ["0s", 0],
    ["500ms", 500],
    ["30s", 30_000],
    ["1h30m", 5_400_000],
    ["24h", 86_400_000],
    ["1d", 86_400_000],
    ["1w", 604_800_000],
    ["1y", 31_536_000_000],
    ["1y2w3d4h5m6s7ms", 33_019_506_007],
    ["90m", 5_400_000],
    ["007s", 7_000],
  ])("%s is %d ms", (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  test.each([
    ["nothing", ""],
    ["a number without a unit", "30"],
    ["a word", "thirty"],
    ["units in the wrong order", "30s1m"],
    ["a unit twice", "1m1m"],
    ["a fraction", "1.5s"],
    ["a sign", "-1s"],
    ["blanks inside", "1m 30s"],
    ["blanks around it", " 30s"],
    ["a line feed at its end", "30s\n"],
    ["a unit in capitals", "30S"],
    ["microseconds, which Prometheus does not have", "5us"],
    ["more than the 292 years that Prometheus can hold", "293y"],
    ["digits of no end", `${"9".repeat(400)}s`],
  ])("%s is no duration", (_what, text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe("formatDuration", () => {
  test.each([
    [0, "0s"],
    [1, "1ms"],
    [1_500, "1s500ms"],
    [5_400_000, "1h30m"],
    [86_400_000, "1d"],
    [1_209_600_000, "2w"],
    [777_600_000, "9d"],
    [31_536_000_000, "1y"],
  ])("%d ms is written %s", (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  test("what is written reads back as the same duration", () => {
    fc.assert(
      fc.property(fc.nat({ max: 9_000_000_000_000 }), (durationMs) => {
        expect(parseDuration(formatDuration(durationMs))).toBe(durationMs);
      }),
      propertyRuns(),
    );
  });

  test.each([-1, 0.5, NaN, Infinity])("%d is refused", (durationMs) => {
    expect(() => formatDuration(durationMs)).toThrow(RangeError);
  });
});
