import { FollowerProgress } from "../../../../src/domain/lag/follower-progress";
import { HeadHistories } from "../../../../src/domain/lag/head-histories";
import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { FIELD, U64_FIELD } from "../../../../src/domain/columns/heartbeat-layout";
import { shardStats } from "../../../support/domain/domain-fixtures";

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

/** The lag in seconds after each of a row of heartbeats, heads recorded as they come. */
function lags(...reports: readonly FollowerReport[]): readonly number[] {
  const histories = new HeadHistories(1);
  const progress = progressWith(histories);
  return reports.map((each) => {
    const draft = draftOf(each);
    if (draft.says(FIELD.leaderSeqno)) histories.record(0, each.sentMs, draft.u64s, U64_FIELD.leaderSeqno);
    return progress.lagSeconds(0, 0, draft, 0, each.sentMs);
  });
}

/** Knows nothing of the follower in row 0. */
function progressWith(histories: HeadHistories): FollowerProgress {
  const progress = new FollowerProgress(histories);
  progress.resize(1);
  progress.begin(0);
  return progress;
}

/** A heartbeat with a single follower in it. */
function draftOf({ lagSeqnos, lagNs, leaderSeqno, throughputEps }: FollowerReport): HeartbeatDraft {
  const draft = new HeartbeatDraft().load(
    shardStats({
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
    // Applied up to 149; event 150 was written half-way between 0 and 5 s.
    expect(seconds).toEqual([0, 0, 7.5]);
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
    expect(seconds.slice(2)).toEqual([4.99375, 9.99375, 14.99375, 19.99375]);
  });

  test("a follower that catches up is dated by where it stands now", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 100n, lagSeqnos: 0n }),
      report(5_000, { leaderSeqno: 200n, lagSeqnos: 100n }),
      report(10_000, { leaderSeqno: 300n, lagSeqnos: 101n }),
      report(15_000, { leaderSeqno: 400n, lagSeqnos: 0n }),
      report(20_000, { leaderSeqno: 400n, lagSeqnos: 0n }),
    );
    expect(seconds).toEqual([0, 4.95, 5, 0, 0]);
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

  test("without any history a stalled follower lags for as long as it has been watched", () => {
    const progress = progressWith(new HeadHistories(1));
    const behind = { leaderSeqno: 5_000n, lagSeqnos: 300n };
    const seconds = [0, 5_000].map((ms) => progress.lagSeconds(0, 0, draftOf(report(ms, behind)), 0, ms));
    expect(seconds).toEqual([0, 5]);
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
    expect(seconds[1]).toBe(0);
    expect(seconds[2]).toBeCloseTo(19.9, 9);
  });

  test("after a head that went back the lag is dated in the new WAL, and never negative", () => {
    const seconds = lags(
      report(0, { leaderSeqno: 1_000n, lagSeqnos: 10n }),
      report(5_000, { leaderSeqno: 20n, lagSeqnos: 10n }),
      report(10_000, { leaderSeqno: 30n, lagSeqnos: 10n }),
    );
    expect(seconds).toEqual([0, 0.1, 4.5]);
  });
});

describe("rule c: the distance divided by the throughput", () => {
  test("is held to the time since the follower was last seen level", () => {
    const seconds = lags(
      report(0, { lagSeqnos: 0n }),
      report(5_000, { lagSeqnos: 200n }),
      report(10_000, { lagSeqnos: 900n }),
      report(15_000, { lagSeqnos: 9_000n }),
      report(20_000, { lagSeqnos: 0n }),
      report(25_000, { lagSeqnos: 9_000n }),
    );
    expect(seconds).toEqual([0, 2, 9, 15, 0, 5]);
  });

  test("a follower never seen level is held to the time since it was first seen", () => {
    expect(lags(report(60_000, { lagSeqnos: 10_000n }), report(66_000, { lagSeqnos: 10_000n }))).toEqual([
      0, 6,
    ]);
  });

  test.each([0, -0])("with a throughput of %s it is that time itself", (throughputEps) => {
    const seconds = lags(
      report(0, { lagSeqnos: 0n, throughputEps }),
      report(7_000, { lagSeqnos: 1n, throughputEps }),
    );
    expect(seconds).toEqual([0, 7]);
  });

  test("a throughput next to nothing gives no infinite lag", () => {
    const tiny = { lagSeqnos: U64_MAX, throughputEps: Number.MIN_VALUE };
    expect(lags(report(0, tiny), report(3_000, tiny))).toEqual([0, 3]);
  });
});
