import fc from "fast-check";

import { SentTimes } from "../../../../src/domain/liveness/sent-times";
import { propertyRuns } from "../../../support/property-runs";

/** The delays found for heartbeats given as [arrival, shard's clock] in milliseconds, of which the first had not waited. */
function delays(heartbeats: readonly (readonly [arrivedMs: number, stampMs: number])[]): readonly number[] {
  const times = new SentTimes(2);
  times.begin(1);
  return heartbeats.map(([arrivedMs, stampMs], i) => {
    if (i > 0) return Math.round(times.next(1, arrivedMs, stampMs, true));
    times.first(1, arrivedMs, stampMs, 0);
    return 0;
  });
}

/** One every five seconds, from 0 on, with a delay for each. */
function delayed(...delaysMs: readonly number[]): readonly (readonly [number, number])[] {
  return delaysMs.map((delayMs, i) => [i * 5_000 + delayMs, i * 5_000] as const);
}

describe("SentTimes", () => {
  test.each<[string, readonly (readonly [number, number])[], readonly number[]]>([
    ["nothing waits", delayed(0, 0, 0), [0, 0, 0]],
    ["a queue that fills and drains", delayed(0, 8_000, 16_000, 12_000, 0), [0, 7_987, 15_974, 11_973, 0]],
    [
      "a step forward",
      [
        [0, 0],
        [5_000, 3_605_000],
        [10_000, 3_610_000],
      ],
      [0, 0, 0],
    ],
    [
      "a clock that hardly moves",
      [
        [0, 0],
        [5_000, 400],
        [10_000, 800],
      ],
      [0, 0, 0],
    ],
    [
      "a step back by four seconds, for twenty",
      delayed(0, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000),
      [0, 3_991, 3_986, 3_981, 3_976, 0, 0],
    ],
    [
      "what waited for minutes and comes at once",
      [
        [0, 0],
        [400_000, 5_000],
        [400_001, 10_000],
        [400_002, 400_000],
      ],
      [0, 394_600, 389_601, 0],
    ],
  ])("%s", (_, heartbeats, expected) => {
    expect(delays(heartbeats)).toEqual(expected);
  });

  test("a clock that is slow by 500 ppm is never a delay of more than a hundredth of a second", () => {
    const beats = Array.from({ length: 5_000 }, (_, i) => [i * 5_000, i * 5_000 * 0.9995] as const);
    expect(Math.max(...delays(beats))).toBeLessThan(10);
  });

  test("no heartbeat is placed before it was sent, or after it arrived, whatever queues do and the clock's distance is", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 30_000 }), fc.nat({ max: 100_000 })), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: -1e9, max: 1e9 }), (plan, skewMs) => {
        const times = new SentTimes(1);
        times.first(0, 0, skewMs, 0);
        let [sentMs, arrivedMs] = [0, 0];
        for (const [gapMs, delayMs] of plan) {
          sentMs += gapMs;
          arrivedMs = Math.max(arrivedMs, sentMs + delayMs);
          times.next(0, arrivedMs, sentMs + skewMs, true);
          expect(times.sentMs(0)).toBeGreaterThanOrEqual(sentMs - 1e-6);
          expect(times.sentMs(0)).toBeLessThanOrEqual(arrivedMs);
        }
      }),
      propertyRuns(),
    );
  });
});
