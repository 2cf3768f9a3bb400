import fc from "fast-check";

import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { ReplicationLag } from "../../../../src/domain/lag/replication-lag";
import { msToNs, shardStats, START_NS } from "../../../support/domain/domain-fixtures";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { lagReadings } from "../../../support/domain/one-replica";
import type { LagReading } from "../../../support/domain/one-replica";
import { propertyRuns } from "../../../support/property-runs";

const BEAT_MS = 5_000;

/** The lag of the followers of one replica, in slot 1 of three. */
class ReplicaLag {
  readonly #lag = new ReplicationLag(3);

  constructor() {
    this.#lag.begin(1);
  }

  update(stats: ShardStats, arrivalMs: number): readonly LagReading[] {
    this.#lag.update(1, new HeartbeatDraft().load(stats), arrivalMs);
    return lagReadings(this.#lag.followers, 1);
  }
}

/** A heartbeat sent at `ms` by a right-going clock. */
function sent(ms: number, overrides: Partial<ShardStats>): ShardStats {
  return shardStats({ lastHeartbeatNs: START_NS + msToNs(ms), ...overrides });
}

describe("ReplicationLag", () => {
  test("takes a batch for no older after a heartbeat that was lost than after one that was not", () => {
    const lag = new ReplicaLag();
    const beat = (ms: number, events: bigint): readonly LagReading[] =>
      lag.update(sent(ms, { leaderSeqno: 1_000n + events, replicationLag: new Map([[2, events]]) }), ms);
    for (const ms of [0, 5_000, 10_000]) beat(ms, 0n);
    expect(beat(20_010, 256n)).toMatchObject([{ lagSeconds: 2.5 }]);
  });

  test("has one reading per follower that a distance or a time names, by follower id", () => {
    const readings = new ReplicaLag().update(
      sent(0, {
        replicationLag: new Map([
          [9, 5n],
          [1, 0n],
        ]),
        replicationLagNs: new Map([
          [4, 2_000_000_000n],
          [9, 500_000_000n],
        ]),
      }),
      0,
    );
    expect(readings).toEqual([
      { followerId: 1, lagSeqnos: 0n, lagSeconds: 0 },
      { followerId: 4, lagSeqnos: undefined, lagSeconds: 2 },
      { followerId: 9, lagSeqnos: 5n, lagSeconds: 0.5 },
    ]);
  });

  test("without followers it has no readings", () => {
    expect(new ReplicaLag().update(sent(0, {}), 0)).toEqual([]);
  });

  test("a follower that a heartbeat leaves out is gone, and starts anew when it returns", () => {
    const lag = new ReplicaLag();
    const behind = { replicationLag: new Map([[1, 10_000n]]) };
    lag.update(sent(0, behind), 0);
    expect(lag.update(sent(5_000, behind), 5_000)[0]?.lagSeconds).toBe(5);
    expect(lag.update(sent(10_000, {}), 10_000)).toEqual([]);
    // It is new, so its own standing counts for nothing; what the throughput proves still does.
    expect(
      lag.update(sent(15_000, { replicationLag: new Map([[1, 100n]]) }), 15_000)[0]?.lagSeconds,
    ).toBeLessThan(5);
  });

  test("followers are kept apart", () => {
    const lag = new ReplicaLag();
    const heads = [100n, 200n, 300n];
    const readings = heads.map((leaderSeqno, beat) =>
      lag.update(
        sent(beat * BEAT_MS, {
          leaderSeqno,
          replicationLag: new Map([
            [1, leaderSeqno - 100n],
            [2, 0n],
          ]),
        }),
        beat * BEAT_MS,
      ),
    );
    expect(readings.at(-1)?.map(({ lagSeconds }) => lagSeconds)).toEqual([7.5, 0]);
  });

  test("heartbeats that waited in a socket and arrive together show the lag as it was when each was sent", () => {
    const lag = new ReplicaLag();
    const behind = (beat: number): ShardStats =>
      sent(beat * BEAT_MS, {
        leaderSeqno: 1_000n + BigInt(beat) * 500n,
        replicationLag: new Map([[1, BigInt(beat) * 500n]]),
      });
    lag.update(behind(0), 0);
    // The process stood still for a minute; twelve heartbeats waited.
    const seconds = Array.from(
      { length: 12 },
      (_, i) => lag.update(behind(i + 1), 60_000)[0]?.lagSeconds ?? NaN,
    );
    for (const [index, lagSeconds] of seconds.entries()) {
      expect(Math.abs(lagSeconds - (index + 1) * 5)).toBeLessThanOrEqual(5);
    }
  });

  test("a shard's clock that steps forward by an hour while a lag is outstanding does not make it an hour old", () => {
    const lag = new ReplicaLag();
    const stalled = (beat: number, stepMs: number): number =>
      lag.update(
        sent(beat * BEAT_MS + stepMs, {
          leaderSeqno: 1_000n + BigInt(beat) * 10n,
          replicationLag: new Map([[1, BigInt(beat) * 10n]]),
        }),
        beat * BEAT_MS,
      )[0]?.lagSeconds ?? NaN;
    const seconds = [
      stalled(0, 0),
      stalled(1, 0),
      stalled(2, 3_600_000),
      stalled(3, 3_600_000),
      stalled(4, -3_600_000),
    ];
    expect(seconds).toEqual([0, 2.5, 7.5, 12.5, 17.5]);
  });
});

/** What a leader and its follower do between two heartbeats. */
interface Step {
  readonly written: number;
  /** Part of the outstanding events that the follower applies; 0 is a stall. */
  readonly appliedShare: number;
  readonly delayMs: number;
}

const steps = fc.array(
  fc.record({
    written: fc.oneof(fc.constant(0), fc.nat({ max: 10 }), fc.nat({ max: 5_000 })),
    appliedShare: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constant(1) },
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    delayMs: fc.nat({ max: 400 }),
  }),
  { minLength: 2, maxLength: 150 },
);

/** Events written evenly between heartbeats; every event's time is remembered, so that the truth can be told. */
function simulate(
  course: readonly Step[],
): readonly { lagSeconds: number; trueSeconds: number; applied: number }[] {
  const lag = new ReplicaLag();
  const writtenAtMs: number[] = [];
  let applied = 0;
  return course.map(({ written, appliedShare, delayMs }, beat) => {
    const nowMs = beat * BEAT_MS;
    for (let i = 1; i <= written; i += 1) writtenAtMs.push(nowMs - BEAT_MS + (i / written) * BEAT_MS);
    applied += Math.floor((writtenAtMs.length - applied) * appliedShare);
    const stats = sent(nowMs, {
      leaderSeqno: BigInt(writtenAtMs.length),
      replicationLag: new Map([[1, BigInt(writtenAtMs.length - applied)]]),
    });
    const lagSeconds = lag.update(stats, nowMs + delayMs)[0]?.lagSeconds ?? NaN;
    const oldestMissingMs = writtenAtMs[applied];
    return {
      lagSeconds,
      trueSeconds: oldestMissingMs === undefined ? 0 : (nowMs - oldestMissingMs) / 1000,
      applied,
    };
  });
}

describe("lag by the head's history, held against a simulation that knows when every event was written", () => {
  test("a stalled follower's lag never decreases from heartbeat to heartbeat", () => {
    fc.assert(
      fc.property(steps, (course) => {
        const seen = simulate(course);
        for (const [index, now] of seen.entries()) {
          const before = seen[index - 1];
          if (before?.applied !== now.applied) continue;
          expect(now.lagSeconds).toBeGreaterThanOrEqual(before.lagSeconds);
        }
      }),
      propertyRuns(),
    );
  });

  test("it is at most half an interval when nothing is missing or it was only just written", () => {
    fc.assert(
      fc.property(steps, (course) => {
        for (const { lagSeconds, trueSeconds } of simulate(course)) {
          if (trueSeconds === 0) expect(lagSeconds).toBeLessThanOrEqual((BEAT_MS / 2 + 400) / 1_000);
          expect(lagSeconds).toBeGreaterThanOrEqual(0);
        }
      }),
      propertyRuns(),
    );
  });

  test("it is right within one heartbeat interval, for as long as a follower stands still", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 20 }),
        fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 1_500 }),
        (level, writes) => {
          const levelSteps = Array.from({ length: level + 1 }, () => ({
            written: 100,
            appliedShare: 1,
            delayMs: 0,
          }));
          const stalledSteps = writes.map((written) => ({ written, appliedShare: 0, delayMs: 0 }));
          for (const { lagSeconds, trueSeconds } of simulate([...levelSteps, ...stalledSteps])) {
            expect(Math.abs(lagSeconds - trueSeconds)).toBeLessThanOrEqual(BEAT_MS / 1000);
          }
        },
      ),
      propertyRuns(25),
    );
  });

  test("an hour of idling before the stall, thinned out of the history since, is not added to the lag", () => {
    const idle = Array.from({ length: 720 }, (_, i) => ({
      written: i === 0 ? 10 : 0,
      appliedShare: 1,
      delayMs: 0,
    }));
    const stalled = Array.from({ length: 2_880 }, () => ({ written: 500, appliedShare: 0, delayMs: 0 }));
    const last = simulate([...idle, ...stalled]).at(-1);
    expect(Math.abs((last?.lagSeconds ?? NaN) - (last?.trueSeconds ?? NaN))).toBeLessThanOrEqual(
      BEAT_MS / 1000,
    );
  });

  test("a follower that is less than half a minute behind is dated within one heartbeat interval and the delays", () => {
    fc.assert(
      fc.property(steps, (course) => {
        for (const { lagSeconds, trueSeconds } of simulate(course)) {
          if (trueSeconds > 25) continue;
          expect(Math.abs(lagSeconds - trueSeconds)).toBeLessThanOrEqual((BEAT_MS + 800) / 1000);
        }
      }),
      propertyRuns(),
    );
  });
});

describe("two followers of one replica, heard from the same heartbeats", () => {
  test("the one further behind never has the smaller lag by the head's history, when both are looked at for the first time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 900 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        (writes, a, b) => {
          const lag = new ReplicaLag();
          let head = 0n;
          for (const [beat, written] of writes.entries()) {
            head += BigInt(written);
            lag.update(sent(beat * BEAT_MS, { leaderSeqno: head }), beat * BEAT_MS);
          }
          const lags = [BigInt(a) % (head + 1n), BigInt(b) % (head + 1n)].sort((x, y) => (x < y ? -1 : 1));
          const nowMs = writes.length * BEAT_MS;
          const replicationLag = new Map(lags.map((each, follower) => [follower, each]));
          const readings = lag.update(sent(nowMs, { leaderSeqno: head, replicationLag }), nowMs);
          expect(readings[1]?.lagSeconds).toBeGreaterThanOrEqual(readings[0]?.lagSeconds ?? NaN);
        },
      ),
      propertyRuns(),
    );
  });
});
