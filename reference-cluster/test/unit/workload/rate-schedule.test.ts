import * as fc from "fast-check";
import { RateSchedule } from "../../../workload/rate-schedule";
import { propertyRuns } from "../../../../test/support/property-runs";

const SHARDS = Array.from({ length: 15 }, (_, ordinal) => ({ ordinal, phase: Math.floor(ordinal / 5) / 3 }));
const PEAK = 4_000;

describe("the rate schedule", () => {
  test("calls for between half the peak and all of it, at every moment", () => {
    const schedule = new RateSchedule(PEAK, SHARDS);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (atMs) => {
        const perSecond = SHARDS.reduce(
          (sum, _, index) =>
            sum + schedule.signalsUntil(index, atMs + 1_000) - schedule.signalsUntil(index, atMs),
          0,
        );
        expect(perSecond).toBeGreaterThanOrEqual(PEAK * 0.5);
        expect(perSecond).toBeLessThanOrEqual(PEAK * 1.000_001);
      }),
      propertyRuns(),
    );
  });

  test("never calls for less than before", () => {
    const schedule = new RateSchedule(PEAK, SHARDS);
    fc.assert(
      fc.property(
        fc.nat({ max: 14 }),
        fc.nat({ max: 10_000_000 }),
        fc.nat({ max: 1_000 }),
        (index, atMs, stepMs) => {
          const step = schedule.signalsUntil(index, atMs + stepMs) - schedule.signalsUntil(index, atMs);
          expect(step).toBeGreaterThanOrEqual(-1e-6);
        },
      ),
      propertyRuns(),
    );
  });

  test("rises and falls for each region in its turn", () => {
    const schedule = new RateSchedule(PEAK, SHARDS);
    const busiestMinute = [0, 5, 10].map((index) => {
      const minutes = Array.from({ length: 10 }, (_, minute) => {
        const atMs = minute * 60_000;
        return schedule.signalsUntil(index, atMs + 60_000) - schedule.signalsUntil(index, atMs);
      });
      return minutes.indexOf(Math.max(...minutes));
    });
    expect(new Set(busiestMinute).size).toBe(3);
  });

  test.each([0, -1, NaN, 25_001])("refuses %p signals a second", (rate) => {
    expect(() => new RateSchedule(rate, SHARDS)).toThrow("signals per second");
  });
});
