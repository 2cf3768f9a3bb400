import { LongGap, LongGaps } from "../../../../src/domain/liveness/long-gaps";

const REACH_MS = 6_000;

/** A stall from 100 s to 164 s that was taken out: two seconds for each of its pieces. */
function stall(sentMs: readonly number[]): LongGap {
  const gap = new LongGap(100_000, 164_000, 99_000, 63_000);
  for (const ms of sentMs) gap.tell(ms);
  return gap;
}

describe("LongGap", () => {
  test.each([
    ["nothing", [], 0],
    ["what was sent before and after", [99_000, 100_000, 164_000, 170_000], 0],
    ["one heartbeat: an interval", [110_000], 6_000],
    ["one at the end: what is left of the gap", [163_000], 2_000],
    [
      "all heartbeats",
      [
        105_000, 110_000, 115_000, 120_000, 125_000, 130_000, 135_000, 140_000, 145_000, 150_000, 155_000,
        160_000,
      ],
      60_000,
    ],
  ])("taken out, of which %s is told", (_, sentMs, silenceMs) => {
    expect(stall(sentMs).silenceMsAfter(0, REACH_MS)).toBe(silenceMs);
  });

  test("counts only what was told after a moment, and nothing after its end", () => {
    const gap = stall([110_000, 150_000]);
    expect([0, 120_000, 164_000, 200_000].map((ms) => gap.silenceMsAfter(ms, REACH_MS))).toEqual([
      12_000, 6_000, 0, 0,
    ]);
  });

  test("counts as a whole when it was lived through", () => {
    const gap = new LongGap(100_000, 164_000, 99_000, 0);
    expect([0, 120_000, 170_000].map((ms) => gap.silenceMsAfter(ms, REACH_MS))).toEqual([64_000, 44_000, 0]);
  });
});

describe("LongGaps", () => {
  test("are pending until they are settled, each in its turn, and no more than eight", () => {
    const gaps = new LongGaps();
    for (let n = 1; n <= 10; n += 1) gaps.note(new LongGap(n * 20_000 - 15_000, n * 20_000, 0, 0));
    expect(gaps.isPending).toBe(true);
    expect(gaps.settled(80_000 + REACH_MS, REACH_MS).map(({ toMs }) => toMs)).toEqual([60_000, 80_000]);
    expect(gaps.settled(80_000 + REACH_MS, REACH_MS)).toEqual([]);
    expect(gaps.settled(1_000_000, REACH_MS)).toHaveLength(6);
    expect(gaps.isPending).toBe(false);
  });
});
