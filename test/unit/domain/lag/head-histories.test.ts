import fc from "fast-check";

import { HeadHistories } from "../../../../src/domain/lag/head-histories";
import { u64s } from "../../../support/domain/replica-columns";
import { propertyRuns } from "../../../support/property-runs";

/** The history of one slot. */
class HeadHistory {
  readonly #histories = new HeadHistories(2);

  record(timeMs: number, head: bigint): void {
    this.#histories.record(1, timeMs, u64s(0n, head), 1);
  }

  get sinceMs(): number | undefined {
    return this.#histories.at(1)?.sinceMs;
  }

  writtenAtMs(seqno: bigint): number | undefined {
    return writtenAtMs(this.#histories, 1, seqno);
  }
}

function writtenAtMs(histories: HeadHistories, slot: number, seqno: bigint): number | undefined {
  const history = histories.at(slot);
  return history?.writtenAtMs(history.positionOf(u64s(seqno), 0));
}

function history(...points: readonly (readonly [timeMs: number, head: bigint])[]): HeadHistory {
  const result = new HeadHistory();
  for (const [timeMs, head] of points) result.record(timeMs, head);
  return result;
}

describe("HeadHistories", () => {
  test("knows nothing before the first observation", () => {
    const empty = new HeadHistory();
    expect(empty.sinceMs).toBeUndefined();
    expect(empty.writtenAtMs(1n)).toBeUndefined();
  });

  test("one observation dates nothing: it does not say when the head came there", () => {
    const one = history([1_000, 50n]);
    expect(one.sinceMs).toBe(1_000);
    expect(one.writtenAtMs(50n)).toBeUndefined();
  });

  const steady = history([1_000, 100n], [2_000, 200n], [4_000, 300n]);

  test.each<[string, bigint, number | undefined]>([
    ["before the history", 1n, undefined],
    ["at the very first head", 100n, undefined],
    ["just after it, interpolated", 101n, 1_005],
    ["halfway between two observations", 150n, 1_495],
    ["at an observation", 200n, 1_995],
    ["in the slower stretch", 250n, 2_990],
    ["at the head", 300n, 3_990],
    ["not written yet", 301n, undefined],
  ])("an event %s", (_, seqno, timeMs) => {
    expect(steady.writtenAtMs(seqno)).toBe(timeMs);
  });

  test("an event after an idle stretch was written after it, not in it", () => {
    const idle = history([0, 100n], [5_000, 100n], [10_000, 100n], [15_000, 110n]);
    expect(idle.writtenAtMs(101n)).toBe(10_250);
  });

  test("a head that went back is another WAL: what was known is void", () => {
    const again = history([0, 1_000n], [5_000, 2_000n], [10_000, 50n], [15_000, 60n]);
    expect(again.sinceMs).toBe(10_000);
    expect(again.writtenAtMs(1_500n)).toBeUndefined();
    expect(again.writtenAtMs(55n)).toBe(12_250);
  });

  test("a head further away than a float can count is another WAL", () => {
    const far = history([0, 0n], [5_000, 10n], [10_000, 2n ** 60n], [15_000, 2n ** 60n + 10n]);
    expect(far.sinceMs).toBe(10_000);
    expect(far.writtenAtMs(2n ** 60n + 5n)).toBe(12_250);
  });

  test("tells neighbouring seqnos past 2^53 apart", () => {
    const far = 2n ** 64n - 1n;
    const high = history([0, far - 1_000n], [1_000, far]);
    expect(high.writtenAtMs(far - 1n)).toBe(998.5);
    expect(high.writtenAtMs(far)).toBe(999.5);
  });

  test("observations at the same moment do no harm", () => {
    const burst = history([0, 1n], [0, 5n], [0, 5n], [1_000, 6n]);
    expect(burst.writtenAtMs(3n)).toBe(0);
    expect(burst.writtenAtMs(6n)).toBe(500);
  });
});

describe("several replicas", () => {
  test("have histories of their own, also when there are more than were made room for at first", () => {
    const histories = new HeadHistories(1);
    histories.resize(200);
    for (let slot = 0; slot < 200; slot += 1) {
      histories.record(slot, slot, u64s(0n), 0);
      histories.record(slot, slot + 100, u64s(100n), 0);
    }
    for (let slot = 0; slot < 200; slot += 1) {
      expect(histories.at(slot)?.sinceMs).toBe(slot);
      expect(writtenAtMs(histories, slot, 50n)).toBe(slot + 49.5);
    }
  });

  test("who is forgotten makes room, and leaves nothing to the next one", () => {
    const histories = new HeadHistories(2);
    histories.record(0, 5, u64s(1n), 0);
    histories.record(0, 15, u64s(11n), 0);
    histories.forget(0);
    histories.forget(0);
    histories.record(1, 50, u64s(6n), 0);
    expect(histories.at(0)).toBeUndefined();
    expect(histories.at(1)?.sinceMs).toBe(50);
    expect(writtenAtMs(histories, 1, 6n)).toBeUndefined();
  });
});

describe("HeadHistories over hours of heartbeats", () => {
  const BEAT_MS = 5_000;

  test("steady writes are dated exactly, however long ago: the line through any two points is the line", () => {
    const steady = new HeadHistory();
    const halfAnEventMs = BEAT_MS / 200;
    for (let beat = 0; beat <= 6 * 720; beat += 1) steady.record(beat * BEAT_MS, BigInt(beat) * 100n);
    for (const ageBeats of [1, 5, 50, 500, 4_000]) {
      const beat = 6 * 720 - ageBeats;
      expect(steady.writtenAtMs(BigInt(beat) * 100n)).toBeCloseTo(beat * BEAT_MS - halfAnEventMs, 3);
    }
  });

  test("unsteady writes are dated to the beat when recent, and to a share of their age when old", () => {
    const writes = fc.array(
      fc.nat({ max: 3 }).map((exponent) => 10 ** exponent),
      { minLength: 400, maxLength: 3_000 },
    );
    fc.assert(
      fc.property(writes, (counts) => {
        const heads = new HeadHistory();
        const headAt: bigint[] = [];
        let head = 0n;
        for (const [beat, count] of counts.entries()) {
          head += BigInt(count);
          headAt.push(head);
          heads.record(beat * BEAT_MS, head);
        }
        const nowMs = (counts.length - 1) * BEAT_MS;
        for (const [beat, seqno] of headAt.entries()) {
          if (beat === 0) continue;
          const ageMs = nowMs - beat * BEAT_MS;
          const error = Math.abs((heads.writtenAtMs(seqno) ?? NaN) - beat * BEAT_MS);
          expect(error).toBeLessThanOrEqual(Math.max(BEAT_MS, 0.4 * ageMs));
          if (ageMs <= 5 * BEAT_MS) expect(error).toBeLessThan(BEAT_MS);
        }
      }),
      propertyRuns(20),
    );
  });

  test("the beginning is remembered, so that a lag is never dated before it", () => {
    const long = new HeadHistory();
    for (let beat = 0; beat < 10_000; beat += 1) long.record(beat * BEAT_MS, BigInt(beat));
    expect(long.sinceMs).toBe(0);
    expect(long.writtenAtMs(0n)).toBeUndefined();
    expect(long.writtenAtMs(1n)).toBeGreaterThanOrEqual(0);
  });

  test("a later event is never dated before an earlier one", () => {
    const increments = fc.array(fc.nat({ max: 50 }), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(increments, (counts) => {
        const heads = new HeadHistory();
        let head = 1n;
        for (const [beat, count] of counts.entries()) heads.record(beat * BEAT_MS, (head += BigInt(count)));
        let before = -Infinity;
        for (let seqno = 1n; seqno <= head; seqno += 1n) {
          const timeMs = heads.writtenAtMs(seqno);
          if (timeMs === undefined) continue;
          expect(timeMs).toBeGreaterThanOrEqual(before);
          before = timeMs;
        }
      }),
      propertyRuns(30),
    );
  });
});
