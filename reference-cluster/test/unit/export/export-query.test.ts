import { readExportQuery } from "../../../export/export-query";

const NOW_NS = 1_700_000_000_000_000_000n;

describe("the parameters of an export", () => {
  test("say which signals: times as nanoseconds or as how long ago", () => {
    expect(
      readExportQuery(
        { since: "1m30s", until: "1700000000000000001", type: "skip,view", user: "7", limit: "5" },
        NOW_NS,
      ),
    ).toEqual({
      ok: true,
      value: {
        sinceNs: NOW_NS - 90_000_000_000n,
        untilNs: NOW_NS + 1n,
        kinds: new Set([3, 0]),
        userId: 7,
        limit: 5,
        isPartialAllowed: false,
      },
    });
    expect(readExportQuery({ until: "0s", partial: "allow" }, NOW_NS)).toEqual({
      ok: true,
      value: { untilNs: NOW_NS, isPartialAllowed: true },
    });
  });

  test("ask for everything from 0 on, and for nothing before the epoch", () => {
    expect(readExportQuery({ since: "1h" }, 5n)).toMatchObject({ value: { sinceNs: 0n } });
    expect(readExportQuery({ since: "18446744073709551615" }, 5n)).toMatchObject({ ok: true });
  });

  test.each<[string, Record<string, string>, readonly string[]]>([
    ["no bound in time", { type: "view" }, ["since, until: expected at least one of them"]],
    [
      "an end before the beginning",
      { since: "9", until: "9" },
      ["until: expected a moment after since (9), got 9"],
    ],
    [
      "a moment beyond 64 bits",
      { since: "18446744073709551616" },
      ["since: expected nanoseconds since the epoch"],
    ],
    [
      "a date",
      { until: "yesterday" },
      ["until: expected nanoseconds since the epoch, or a duration such as"],
    ],
    [
      "an unknown type",
      { since: "1", type: "view,like" },
      ["type: expected some of view, dwell, save, skip, share"],
    ],
    ["no type", { since: "1", type: "" }, ["type: expected"]],
    ["user 0, which is nobody", { since: "1", user: "0" }, ["user: expected a number from 1 to 16777215"]],
    ["a user beyond 24 bits", { since: "1", user: "16777216" }, ["user: expected"]],
    ["no lines", { since: "1", limit: "0" }, ["limit: expected a whole number from 1 on"]],
    ["half a line", { since: "1", limit: "1.5" }, ["limit: expected"]],
    ["another word for partial", { since: "1", partial: "yes" }, ['partial: expected allow, got "yes"']],
    ["what it does not know", { since: "1", form: "csv" }, ["form: expected one of since, until, type"]],
    ["several things, each of them", { sense: "1" }, ["sense: expected one of", "since, until: expected"]],
  ])("are refused for %s", (_, query, messages) => {
    const result = readExportQuery(query, NOW_NS);
    const problems = result.ok ? [] : result.problems.map(({ message }) => message);
    expect(problems).toEqual(messages.map((message) => expect.stringContaining(message) as string));
  });
});
