import { promqlDuration } from "../../../../src/bundle/promql/promql-duration";

test.each([
  [0, "0s"],
  [1, "1ms"],
  [15_000, "15s"],
  [60_000, "1m"],
  [90_500, "1m30s500ms"],
  [3_600_000, "1h"],
  [84_600_000, "23h30m"],
  [7 * 86_400_000, "7d"],
])("%d ms are %s", (durationMs, text) => {
  expect(promqlDuration(durationMs)).toBe(text);
});

test.each([-1, 0.5, NaN, Infinity])("%d ms is refused", (durationMs) => {
  expect(() => promqlDuration(durationMs)).toThrow("duration: expected whole milliseconds, 0 or more");
});
