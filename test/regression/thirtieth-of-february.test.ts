import { parseConfig } from "../../src/config/parse";
import { calendarTimeMs } from "../../src/domain/terms/calendar-time";
import { parseEventFilter } from "../../src/http/routing/event-query";

const NO_DAYS = [
  "2026-02-30T01:00:00Z",
  "2026-04-31T01:00:00Z",
  "2026-02-29T01:00:00+02:00",
  "2026-03-01T24:00:00Z",
];
const DAYS = [
  "2026-02-28T01:00:00Z",
  "2024-02-29T23:30:00-11:00",
  "2026-12-31T23:59:59.5Z",
  "2026-03-29T02:30:00+01:00",
];

describe("a day that no calendar has was taken for one some days later", () => {
  test.each(NO_DAYS)("%s is no time", (text) => {
    expect(calendarTimeMs(text)).toBeUndefined();
  });

  test.each(DAYS)("%s is one", (text) => {
    expect(calendarTimeMs(text)).toBe(Date.parse(text));
  });

  test("planned work on such a day is refused with its line", () => {
    const work =
      "{ id: w, shard: 1, by: a, reason: r, from: 2026-02-30T01:00:00Z, until: 2026-02-30T02:00:00Z }";
    const parsed = parseConfig(`maintenance:\n  - ${work}\n`, "x.yml");
    expect(parsed.ok ? [] : parsed.problems.map(({ line, message }) => [line, message])).toEqual([
      [
        2,
        expect.stringContaining(
          'expected a time with its zone, such as 2026-11-29T22:00:00Z, got "2026-02-30T01',
        ),
      ],
      [2, expect.stringContaining('got "2026-02-30T02:00:00Z"')],
    ]);
  });

  test("events since such a day are asked for in vain", () => {
    const known = { regionNames: new Map<number, string>(), isInEvents: () => false };
    const parsed = parseEventFilter(new URLSearchParams("since=2026-02-30T01:00:00Z"), known);
    expect(parsed.ok).toBe(false);
  });
});
