import fc from "fast-check";

import { HeartbeatTimeline } from "../../../../src/domain/lag/heartbeat-timeline";
import { msToNs, START_NS } from "../../../support/domain/domain-fixtures";
import { u64s } from "../../../support/domain/replica-columns";
import { propertyRuns } from "../../../support/property-runs";

/** Places heartbeats given as [arrival, shard's clock], both in milliseconds. */
function placed(heartbeats: readonly (readonly [arrivalMs: number, shardMs: number])[]): readonly number[] {
  const timeline = new HeartbeatTimeline(2);
  timeline.begin(1);
  return heartbeats.map(([arrivalMs, shardMs]) =>
    timeline.place(1, arrivalMs, u64s(START_NS + msToNs(shardMs)), 0),
  );
}

describe("HeartbeatTimeline", () => {
  test("the first heartbeat was sent when it arrived: there is nothing to compare it with", () => {
    expect(placed([[700, -3_600_000]])).toEqual([700]);
  });

  test("heartbeats that arrive as they are sent are placed at their arrival, however wrong the shard's clock is", () => {
    for (const skewMs of [0, 3_600_000, -3_600_000]) {
      expect(
        placed([
          [0, skewMs],
          [5_000, skewMs + 5_000],
          [10_000, skewMs + 10_000],
        ]),
      ).toEqual([0, 5_000, 10_000]);
    }
  });

  test("heartbeats that waited and arrive together keep the distances at which they were sent, but for a sixty-fourth of the wait", () => {
    const waited = [5_000, 10_000, 15_000, 20_000, 25_000, 30_000].map(
      (shardMs) => [30_000, shardMs] as const,
    );
    const sent = placed([[0, 0], ...waited]);
    for (const [index, sentMs] of sent.entries())
      expect(Math.abs(sentMs - index * 5_000)).toBeLessThan(1_200);
  });

  test("a late one does not pull the next one along: that one is placed near its own time again", () => {
    const sent = placed([
      [0, 0],
      [9_000, 5_000],
      [10_000, 10_000],
    ]);
    expect(sent[1]).toBeCloseTo(5_062.5, 6);
    expect(sent[2]).toBe(10_000);
  });

  test("a clock that stepped forward leads past the arrival, and the arrival it is", () => {
    expect(
      placed([
        [0, 0],
        [5_000, 3_605_000],
        [10_000, 3_610_000],
      ]),
    ).toEqual([0, 5_000, 10_000]);
  });

  test("a clock that stepped back says nothing about the distance, and the arrival it is", () => {
    expect(
      placed([
        [0, 0],
        [10_000, -3_590_000],
        [15_000, -3_585_000],
      ]),
    ).toEqual([0, 10_000, 15_000]);
  });

  test("a step back of less than an interval is an error of that size at most, and half of it after four minutes", () => {
    const before = [
      [0, 0],
      [5_000, 5_000],
    ] as const;
    const after = Array.from({ length: 50 }, (_, i) => [10_000 + i * 5_000, 6_000 + i * 5_000] as const);
    const errors = placed([...before, ...after]).map((sentMs, beat) => beat * 5_000 - sentMs);
    expect(Math.max(...errors)).toBeLessThanOrEqual(4_000);
    expect(errors.at(-1)).toBeLessThan(2_000);
  });

  test("a shard's clock that runs slow by 200 ppm never puts it more than a tenth of a second behind", () => {
    const beats = Array.from({ length: 20_000 }, (_, beat) => [beat * 5_000, beat * 5_000 * 0.9998] as const);
    for (const [beat, sentMs] of placed(beats).entries()) {
      expect(beat * 5_000 - sentMs).toBeLessThan(100);
    }
  });

  test("nothing is placed after its arrival, or before the heartbeat that came before it", () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 60_000 }), fc.integer({ min: -HOUR, max: HOUR })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (heartbeats) => {
        let arrivalMs = 0;
        let shardMs = 2 * HOUR * heartbeats.length;
        const course = heartbeats.map(([gapMs, stepMs]) => {
          arrivalMs += gapMs;
          shardMs += stepMs;
          return [arrivalMs, shardMs] as const;
        });
        let before = -Infinity;
        for (const [index, sentMs] of placed(course).entries()) {
          expect(sentMs).toBeGreaterThanOrEqual(before);
          expect(sentMs).toBeLessThanOrEqual(course[index]?.[0] ?? NaN);
          before = sentMs;
        }
      }),
      propertyRuns(),
    );
  });
});

const HOUR = 3_600_000;
