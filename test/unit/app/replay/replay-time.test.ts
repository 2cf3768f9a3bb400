import { parseMoment, printMoment } from "../../../../src/app/replay/replay-time";

test.each<[string, bigint]>([
  ["2026-07-01T03:12:00Z", 1_782_875_520_000_000_000n],
  ["2026-07-01t05:12:00.5+02:00", 1_782_875_520_500_000_000n],
  ["2026-07-01 03:12:00.123456789z", 1_782_875_520_123_456_789n],
  ["1970-01-01T00:00:00Z", 0n],
  ["2024-02-29T00:00:00Z", 1_709_164_800_000_000_000n],
])("%s is a time", (text, atNs) => {
  expect(parseMoment(text)).toEqual({ atNs });
});

test.each<[string, bigint]>([
  ["-15m", 900_000_000_000n],
  ["-1h30m", 5_400_000_000_000n],
  ["-0", 0n],
])("%s is counted from the end of the recording", (text, beforeEndNs) => {
  expect(parseMoment(text)).toEqual({ beforeEndNs });
});

test.each([
  "",
  "-",
  "15m",
  "-15",
  "now",
  "2026-07-01",
  "2026-07-01T03:12:00",
  "2026-02-30T00:00:00Z",
  "2026-07-01T24:00:00Z",
  "2026-13-01T00:00:00Z",
  "1960-01-01T00:00:00Z",
  "1782875520",
])("%j is none", (text) => {
  expect(parseMoment(text)).toBeUndefined();
});

test("a beginning is rounded up and an end down, so that both can be asked for", () => {
  expect(printMoment(1_782_875_520_000_000_001n)).toBe("2026-07-01T03:12:00.000Z");
  expect(printMoment(1_782_875_520_000_000_001n, "up")).toBe("2026-07-01T03:12:00.001Z");
});
