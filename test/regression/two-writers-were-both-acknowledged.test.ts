import { WrongRevisionError } from "../../src/store/nats/bucket";
import { assertCounts, lastThatCounts } from "../../src/store/nats/key-history";
import type { KeptWrite, KeyHistory } from "../../src/store/nats/key-history";

/** A write of a key: its revision, what it builds on, and a value that tells it from others. */
type Row = readonly [revision: number, onto: number | undefined, value: string | undefined];

/** As servers keep it that compare before they agree: whatever is there was acknowledged. */
function history(...rows: readonly Row[]): KeyHistory {
  const writes = rows.map(([revision, onto, value]): KeptWrite => ({
    revision,
    onto,
    value: value === undefined ? undefined : Buffer.from(value),
  }));
  return {
    last: () => Promise.resolve(writes.at(-1)),
    at: (revision) => Promise.resolve(writes.find((each) => each.revision === revision)),
    after: (revision) => Promise.resolve(writes.find((each) => each.revision > revision)),
  };
}

// Seen with three servers of NATS 2.9, one of them frozen: two control planes changed shards 1 and 2 at once, both were told that
// their change was kept, and the later one had overwritten the other's.
describe("Two writers who build on the same revision and are both acknowledged", () => {
  const BOTH: readonly Row[] = [
    [11, 8, "before"],
    [13, 11, "first"],
    [14, 11, "second"],
  ];

  test("the first one's write counts; the next write builds on the last revision all the same", async () => {
    const entry = await lastThatCounts(history(...BOTH));
    expect(entry?.revision).toBe(14);
    expect(String(entry?.value)).toBe("first");
  });

  test("the second one is told that it lost, and the first one that it won", async () => {
    await expect(assertCounts(14, 11, history(...BOTH))).rejects.toThrow(WrongRevisionError);
    await expect(assertCounts(13, 11, history(...BOTH))).resolves.toBeUndefined();
  });

  test.each<readonly [what: string, value: string | undefined, rows: readonly Row[]]>([
    ["one writer", "one", [[1, 0, "one"]]],
    [
      "a write on the one before",
      "two",
      [
        [1, 0, "one"],
        [4, 1, "two"],
      ],
    ],
    [
      "three at once",
      "a",
      [
        [1, 0, "one"],
        [2, 1, "a"],
        [3, 1, "b"],
        [4, 1, "c"],
      ],
    ],
    ["two at once, and the next on both", "next", [...BOTH, [17, 14, "next"]]],
    ["two at once, and the next on the first only", "first", [...BOTH, [17, 13, "next"]]],
    [
      "the very first, twice",
      "a",
      [
        [1, 0, "a"],
        [2, 0, "b"],
      ],
    ],
    [
      "one that is late by more than one",
      "one",
      [
        [5, 0, "one"],
        [6, 4, "a"],
        [7, 5, "b"],
      ],
    ],
    ["an operator's, who asked for nothing", "put back", [...BOTH, [20, undefined, "put back"]]],
    [
      "an operator's in between",
      "put back",
      [
        [11, 8, "before"],
        [12, undefined, "put back"],
        [13, 11, "lost"],
      ],
    ],
    [
      "one that was deleted",
      undefined,
      [
        [1, 0, "one"],
        [2, undefined, undefined],
      ],
    ],
    [
      "what is left when the base is gone",
      "last",
      [
        [6, 4, "a"],
        [7, 5, "last"],
      ],
    ],
    ["a bucket that was filled anew", "anew", [[3, 900, "anew"]]],
  ])("of %s, %s counts", async (_, value, rows) => {
    const entry = await lastThatCounts(history(...rows));
    expect(entry?.revision).toBe(rows.at(-1)?.[0]);
    expect(entry?.value && String(entry.value)).toBe(value);
  });

  test("a key that was never written holds nothing", async () => {
    expect(await lastThatCounts(history())).toBeUndefined();
  });
});
