import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatTime,
} from "../../../../src/http/status-page/format";

test.each([
  [0, "0.0 s"],
  [59.94, "59.9 s"],
  [59.96, "1 min 0 s"],
  [3599.4, "59 min 59 s"],
  [3600, "1 h 0 min"],
  [86_400 * 3 + 3600 * 4, "3 d 4 h"],
  [-2.5, "-2.5 s"],
])("%d seconds are %j", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0n, "0 B"],
  [1023n, "1023 B"],
  [1024n, "1.0 KiB"],
  [5_368_709_120n, "5.0 GiB"],
  [2n ** 64n - 1n, "16.0 EiB"],
])("%d bytes are %j", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("counts keep every digit", () => {
  expect(formatCount(2n ** 64n - 1n).replaceAll("\u202f", " ")).toBe("18 446 744 073 709 551 615");
  expect(formatCount(999)).toBe("999");
});

test("numbers of any size stay short", () => {
  expect([formatNumber(1.25), formatNumber(Number.MAX_VALUE)]).toEqual(["1.3", "1.8e+308"]);
});

test("a time is RFC 3339 in UTC, and a number where no date can hold it", () => {
  expect(formatTime(1_767_225_600_999_999_999n)).toBe("2026-01-01T00:00:00Z");
  expect(formatTime(2n ** 64n - 1n)).toBe("2554-07-21T23:34:33Z");
});
