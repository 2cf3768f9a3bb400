import fc from "fast-check";

import { StallFreeClock } from "../../../../src/domain/liveness/stall-free-clock";
import { propertyRuns } from "../../../support/property-runs";

const TICK_MS = 1_000;

/** A lived time whose background tick has been running since 0. */
function ticking(): StallFreeClock {
  const lived = new StallFreeClock(TICK_MS);
  lived.tick(0);
  return lived;
}

describe("LivedTime", () => {
  test("is monotonic time while nothing stands still", () => {
    const lived = ticking();
    expect([1_000, 2_000, 2_500, 3_000].map((ms) => lived.observe(ms))).toEqual([1_000, 2_000, 2_500, 3_000]);
    expect(lived.stalledSeconds).toBe(0);
  });

  test("notices nothing before the first tick: without a tick, a long gap may just be nobody asking", () => {
    const lived = new StallFreeClock(TICK_MS);
    expect([lived.observe(0), lived.observe(60_000)]).toEqual([0, 60_000]);
    expect(lived.tick(120_000)).toBe(120_000);
    expect(lived.stalledSeconds).toBe(0);
  });

  test.each([
    [2_000, 0],
    [2_001, 1.001],
    [61_000, 60],
  ])("a gap of %s ms between ticks of 1 s counts as a stall of %s s", (gapMs, stallSeconds) => {
    const lived = ticking();
    lived.tick(gapMs);
    expect(lived.stalledSeconds).toBe(stallSeconds);
  });

  test("a stall adds one tick interval of life, as if the tick had come in time", () => {
    expect(ticking().tick(61_000)).toBe(1_000);
  });

  test("any look notices a stall, not only the tick: a heartbeat or a scrape may come first", () => {
    const lived = ticking();
    expect(lived.observe(61_000)).toBe(1_000);
    expect(lived.stalledSeconds).toBe(60);
  });

  test("time stays where it was for one tick after a stall, and then goes on", () => {
    const lived = ticking();
    const readings = [61_000, 61_001, 61_900, 62_000, 62_001, 63_000].map((ms) => lived.observe(ms));
    expect(readings).toEqual([1_000, 1_000, 1_000, 1_000, 1_001, 2_000]);
  });

  test("the tick of grace is not counted as a stall", () => {
    const lived = ticking();
    for (const ms of [61_000, 62_000, 63_000]) lived.tick(ms);
    expect(lived.stalledSeconds).toBe(60);
  });

  test("a second stall within the tick of grace is a stall as well", () => {
    const lived = ticking();
    const readings = [61_000, 61_500, 121_500, 122_000, 122_500, 123_500].map((ms) => lived.observe(ms));
    expect(readings).toEqual([1_000, 1_000, 2_000, 2_000, 2_000, 3_000]);
    expect(lived.stalledSeconds).toBe(119);
  });

  test("stalls add up, however short each is", () => {
    const lived = ticking();
    let ms = 0;
    for (let stall = 0; stall < 10; stall += 1) lived.tick((ms += 4_000));
    expect(lived.stalledSeconds).toBe(30);
  });

  test("a slower tick has a longer gap before it counts", () => {
    const lived = new StallFreeClock(10_000);
    lived.tick(0);
    lived.tick(11_000);
    expect(lived.stalledSeconds).toBe(0);
    lived.tick(22_001);
    expect(lived.stalledSeconds).toBeCloseTo(1.001, 9);
  });

  test.each([0, -1, NaN])("a tick interval of %s ms is refused", (intervalMs) => {
    expect(() => new StallFreeClock(intervalMs)).toThrow(
      new RangeError(`tickIntervalMs: expected milliseconds, more than 0, got ${intervalMs}`),
    );
  });

  test("a reading from before the last look counts as that look, and hides no stall afterwards", () => {
    const lived = ticking();
    const now = lived.observe(500);
    expect(lived.observe(100)).toBe(now);
    expect(lived.stalledSeconds).toBe(0);
    lived.observe(10_500);
    expect(lived.stalledSeconds).toBe(9);
    expect(lived.observe(500)).toBe(lived.observe(10_500));
  });

  test("stalls of up to ten seconds are counted and lived through: a throttled process ages like any other", () => {
    const lived = ticking();
    for (let ms = 3_000; ms <= 90_000; ms += 3_000) expect(lived.tick(ms)).toBeGreaterThanOrEqual(ms - 4_000);
    expect(lived.observe(90_000)).toBe(90_000);
    expect(lived.stalledSeconds).toBe(60);
  });

  test("long stalls that follow each other are taken out three times in two minutes of life, and no more", () => {
    const lived = ticking();
    const readings = [60_000, 120_000, 180_000, 240_000].map((ms) => lived.observe(ms));
    expect(readings).toEqual([1_000, 2_000, 3_000, 63_000]);
  });

  test("what is judged by stays where it was before a gap for one tick, and then is the time again", () => {
    const lived = ticking();
    lived.tick(1_000);
    const readings = [9_000, 9_500, 9_999, 10_000, 10_500].map((ms) => [lived.judge(ms), lived.observe(ms)]);
    expect(readings).toEqual([
      [1_000, 9_000],
      [1_000, 9_500],
      [1_000, 9_999],
      [10_000, 10_000],
      [10_500, 10_500],
    ]);
  });

  test("neither time goes back or runs ahead of monotonic time, and what is judged by runs behind by a gap and two ticks at most", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 100 });
    fc.assert(
      fc.property(gaps, (gapsMs) => {
        const lived = ticking();
        let ms = 0;
        let before = 0;
        let judgedBefore = 0;
        for (const gapMs of gapsMs) {
          ms += gapMs;
          const judgedMs = lived.judge(ms);
          const after = lived.observe(ms);
          expect(judgedMs).toBeLessThanOrEqual(after);
          expect(judgedMs).toBeGreaterThanOrEqual(
            Math.max(judgedBefore, after - gapMs - 10_000 - 2 * TICK_MS),
          );
          judgedBefore = judgedMs;
          expect(after).toBeGreaterThanOrEqual(before);
          expect(after - before).toBeLessThanOrEqual(gapMs);
          before = after;
        }
        expect(before).toBe(ms);
      }),
      propertyRuns(),
    );
  });
});
