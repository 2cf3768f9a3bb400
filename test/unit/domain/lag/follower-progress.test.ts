import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { ReplicationLag } from "../../../../src/domain/lag/replication-lag";
import { msToNs, shardStats, START_NS } from "../../../support/domain/domain-fixtures";

const U64_MAX = 2n ** 64n - 1n;

/** What one heartbeat says about one follower. */
interface FollowerReport {
  readonly sentMs: number;
  readonly lagSeqnos: bigint | undefined;
  readonly lagNs: bigint | undefined;
  readonly leaderSeqno: bigint | undefined;
  readonly throughputEps: number;
}

/** What a heartbeat says: by default nothing but a throughput. */
function report(sentMs: number, overrides: Partial<FollowerReport> = {}): FollowerReport {
  const nothing = { lagSeqnos: undefined, lagNs: undefined, leaderSeqno: undefined };
  return { sentMs, throughputEps: 100, ...nothing, ...overrides };
}

/** The lag in seconds after each of a row of heartbeats. */
function lags(...reports: readonly FollowerReport[]): readonly number[] {
  const lag = new ReplicationLag(1);
  lag.begin(0);
  return reports.map((each) => {
    lag.update(0, draftOf(each), each.sentMs);
    return lag.followers.lagSeconds[lag.followers.starts[0] ?? NaN] ?? NaN;
  });
}

/** A heartbeat with a single follower in it. */
function draftOf({ sentMs, lagSeqnos, lagNs, leaderSeqno, throughputEps }: FollowerReport): HeartbeatDraft {
  const draft = new HeartbeatDraft().load(
    shardStats({
      lastHeartbeatNs: START_NS + msToNs(sentMs),
      signalThroughputEps: throughputEps,
      ...(leaderSeqno !== undefined && { leaderSeqno }),
      replicationLag: new Map(lagSeqnos === undefined ? [] : [[1, lagSeqnos]]),
      replicationLagNs: new Map(lagNs === undefined ? [] : [[1, lagNs]]),
    }),
  );
  draft.placeFollower(1);
  return draft;
}

describe("rule a: the time that the replica reports", () => {
  test.each([
    [0n, 0],
    [1n, 1e-9],
    [5_000_000_000n, 5],
    [5_000_000_001n, 5.000000001],
    [U64_MAX, 18_446_744_073.709553],
  ])("%s ns is taken as it is: %s s", (lagNs, seconds) => {
    expect(lags(report(0, { lagSeqnos: 9n, lagNs }))).toEqual([seconds]);
  });

  test("it goes before the head's history and before the throughput", () => {
    const both = { lagSeqnos: 90n, leaderSeqno: 100n, lagNs: 250_000_000n };
    expect(lags(report(0, { leaderSeqno: 10n, lagSeqnos: 0n }), report(5_000, both))).toEqual([0, 0.25]);
  });

  test("a time without a distance is enough", () => {
    expect(lags(report(0, { lagNs: 7_000_000_000n }))).toEqual([7]);
  });
});

describe("a distance of zero", () => {
  test("is zero seconds, whatever time is reported beside it", () => {
    expect(lags(report(0, { lagSeqnos: 0n, lagNs: 9_000_000_000n }))).toEqual([0]);
  });
});

test("a follower of which a heartbeat says nothing does not lag as far as anybody knows", () => {
  expect(lags(report(0))).toEqual([0]);
});

describe("rule b: the history of the leader's head", () => {
  test("the lag is the age of the first event that is missing", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 100n, lagSeqnos: 0n }),
      report(5_000, { leaderSeqno: 200n, lagSeqnos: 0n }),
      report(10_000, { leaderSeqno: 300n, lagSeqnos: 151n }),
    );
    // Applied up to 149; event 150 was written half an event before the middle of 0 and 5 s.
    expect(seconds).toEqual([0, 0, 7.525]);
  });

  test("a stalled follower's lag grows with the time, not with the head", () => {
    const stalled = [1_000n, 1_000n, 900_000n, 900_001n].map((head, beat) =>
      report(10_000 + beat * 5_000, { leaderSeqno: head, lagSeqnos: head - 200n }),
    );
    const seconds = lags(
      report(0, { leaderSeqno: 100n, lagSeqnos: 0n }),
      report(5_000, { leaderSeqno: 200n, lagSeqnos: 0n }),
      ...stalled,
    );
    expect(seconds.slice(2)).toEqual([2.5, 7.5, 12.5, 17.5]);
  });

  test("a follower that catches up is dated by where it stands now", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 100n, lagSeqnos: 0n }),
      report(5_000, { leaderSeqno: 200n, lagSeqnos: 100n }),
      report(10_000, { leaderSeqno: 300n, lagSeqnos: 101n }),
      report(15_000, { leaderSeqno: 400n, lagSeqnos: 0n }),
      report(20_000, { leaderSeqno: 400n, lagSeqnos: 0n }),
    );
    expect(seconds).toEqual([0, 2.5, 5.025, 0, 0]);
  });

  test("events from before the history are at least as old as the history", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 5_000n, lagSeqnos: 4_000n, throughputEps: 0 }),
      report(5_000, { leaderSeqno: 5_100n, lagSeqnos: 4_100n, throughputEps: 0 }),
    );
    expect(seconds).toEqual([0, 5]);
  });

  test("a follower that crawls through what was written after an idle hour is never dated into that hour", () => {
    const idle = Array.from({ length: 720 }, (_, beat) =>
      report(beat * 5_000, { leaderSeqno: 1_000n, lagSeqnos: 0n }),
    );
    const crawling = Array.from({ length: 2_880 }, (_, beat) => {
      const head = 1_000n + BigInt(beat + 1) * 500n;
      const applied = 1_000n + BigInt(beat);
      return report((720 + beat) * 5_000, { leaderSeqno: head, lagSeqnos: head - applied });
    });
    for (const [beat, seconds] of lags(...idle, ...crawling)
      .slice(720)
      .entries()) {
      expect(seconds).toBeLessThanOrEqual((beat + 1) * 5);
    }
  });

  test("a distance past the head itself means that nothing was applied, and does not wrap around", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 10n, lagSeqnos: U64_MAX }),
      report(4_000, { leaderSeqno: 10n, lagSeqnos: U64_MAX }),
    );
    expect(seconds).toEqual([0, 4]);
  });

  test("a follower whose position went back is dated anew", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 100n, lagSeqnos: 0n }),
      report(10_000, { leaderSeqno: 200n, lagSeqnos: 1n }),
      report(20_000, { leaderSeqno: 300n, lagSeqnos: 200n }),
    );
    expect(seconds[1]).toBe(0.05);
    expect(seconds[2]).toBeCloseTo(19.95, 9);
  });

  test("after a head that went back the lag is dated in the new WAL, and never negative", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 1_000n, lagSeqnos: 10n }),
      report(5_000, { leaderSeqno: 20n, lagSeqnos: 10n }),
      report(10_000, { leaderSeqno: 30n, lagSeqnos: 10n }),
    );
    expect(seconds).toEqual([0, 0, 2.5]);
  });
});

describe("rule c: the head is estimated", () => {
  test("a follower that never gets anything again is as old as its distance stands, from half a heartbeat on", () => {
    const steady = Array.from({ length: 20 }, (_, beat) => report(beat * 5_000, { lagSeqnos: 0n }));
    const stalled = [500n, 1_000n, 1_500n, 2_000n].map((lagSeqnos, beat) =>
      report(100_000 + beat * 5_000, { lagSeqnos }),
    );
    expect(lags(...steady, ...stalled).slice(20)).toEqual([2.5, 7.5, 12.5, 17.5]);
  });

  test("one that takes as much as comes is as old as its distance by the throughput", () => {
    const seconds = lags(
      report(0, { lagSeqnos: 0n }),
      ...[100n, 100n, 100n].map((lagSeqnos, beat) => report(5_000 + beat * 5_000, { lagSeqnos })),
    );
    expect(seconds).toEqual([0, 0.995, 0.995, 0.995]);
  });

  test.each<[string, number, bigint, number]>([
    ["ten minutes behind a steady leader", 100, 60_000n, 600],
    ["behind an idle one for longer than anybody can tell", 0.001, 60_000n, 3_600],
    ["as far as one that keeps up with a sudden burst", 100, 10_010n, 0],
    ["by a single event that may be on its way", 0.0001, 1n, 0],
    ["a leader that has just started as well", 0, 60_000n, 0],
  ])("a follower that is first seen %s", (_, throughputEps, lagSeqnos, seconds) => {
    expect(lags(report(60_000, { throughputEps, lagSeqnos }))).toEqual([seconds]);
  });

  test("what may be new at first is as old as it stands afterwards", () => {
    const seconds = [0, 5_000, 10_000].map((ms) => report(ms, { throughputEps: 0, lagSeqnos: 60_000n }));
    expect(lags(...seconds)).toEqual([0, 5, 10]);
  });

  test.each([0, -0, Number.MIN_VALUE])("a throughput of %s gives no infinite lag", (throughputEps) => {
    for (const seconds of lags(
      report(0, { lagSeqnos: U64_MAX, throughputEps }),
      report(3_000, { lagSeqnos: U64_MAX, throughputEps }),
      report(6_000, { lagSeqnos: 1n, throughputEps: Number.MAX_VALUE }),
      report(9_000, { lagSeqnos: U64_MAX, throughputEps: Number.MAX_VALUE }),
    )) {
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(3_609);
    }
  });

  test("a leader that begins to say its head is dated anew, and one that stops saying it as well", () => {
    const seconds = lags(
      report(0, { lagSeqnos: 0n }),
      report(5_000, { lagSeqnos: 500n }),
      report(10_000, { lagSeqnos: 500n, leaderSeqno: 7_000_000_000_000n }),
      report(15_000, { lagSeqnos: 1_000n }),
    );
    for (const each of seconds) expect(each).toBeLessThanOrEqual(15);
  });
});
