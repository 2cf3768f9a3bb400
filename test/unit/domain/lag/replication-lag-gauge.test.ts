import { ReplicationLagGauge } from "../../../../src/domain/lag/replication-lag-gauge";

const U64_MAX = 2n ** 64n - 1n;

describe("ReplicationLagGauge", () => {
  test("the lag is the leader's seqno less what the follower has applied", () => {
    const gauge = new ReplicationLagGauge();
    gauge.updateLeaderSeqno(1, 2n ** 53n + 1n);
    gauge.advance(1, 7, 2n ** 53n - 1n);
    expect(gauge.lagSeqnos(1, 7)).toBe(2n);
    expect(gauge.leaderSeqno(1)).toBe(2n ** 53n + 1n);
  });

  test("it is unknown while the leader or the follower is", () => {
    const gauge = new ReplicationLagGauge();
    expect(gauge.lagSeqnos(1, 7)).toBeUndefined();
    gauge.advance(1, 7, 5n);
    expect(gauge.lagSeqnos(1, 7)).toBeUndefined();
    expect(gauge.lagByFollower(1)).toEqual(new Map());
    gauge.updateLeaderSeqno(1, 9n);
    expect(gauge.lagSeqnos(1, 8)).toBeUndefined();
    expect(gauge.leaderSeqno(2)).toBeUndefined();
  });

  test("a follower's position is a high-water mark: a late word about less is ignored", () => {
    const gauge = new ReplicationLagGauge();
    gauge.updateLeaderSeqno(1, 100n);
    for (const applied of [40n, 90n, 60n]) gauge.advance(1, 7, applied);
    expect(gauge.lagSeqnos(1, 7)).toBe(10n);
  });

  test("a follower that has applied nothing is known from the start", () => {
    const gauge = new ReplicationLagGauge();
    gauge.updateLeaderSeqno(1, 100n);
    gauge.advance(1, 7, 0n);
    expect(gauge.lagSeqnos(1, 7)).toBe(100n);
  });

  test("a follower ahead of the head as we know it does not lag, and nothing wraps around", () => {
    const gauge = new ReplicationLagGauge();
    gauge.updateLeaderSeqno(1, 3n);
    gauge.advance(1, 7, U64_MAX);
    expect(gauge.lagSeqnos(1, 7)).toBe(0n);
  });

  test("lists all followers of a shard, and of no other", () => {
    const gauge = new ReplicationLagGauge();
    gauge.updateLeaderSeqno(1, 100n);
    gauge.updateLeaderSeqno(2, 100n);
    gauge.advance(1, 7, 90n);
    gauge.advance(1, 8, 100n);
    gauge.advance(2, 9, 0n);
    expect(gauge.lagByFollower(1)).toEqual(
      new Map([
        [7, 10n],
        [8, 0n],
      ]),
    );
    expect(gauge.lagByFollower(3)).toEqual(new Map());
  });

  test("forgets a shard, and a region as follower of every shard", () => {
    const gauge = new ReplicationLagGauge();
    for (const shardId of [1, 2]) {
      gauge.updateLeaderSeqno(shardId, 100n);
      gauge.advance(shardId, 7, 90n);
      gauge.advance(shardId, 8, 90n);
    }
    gauge.remove(2);
    gauge.removeFollower(8);
    expect(gauge.lagByFollower(1)).toEqual(new Map([[7, 10n]]));
    expect(gauge.leaderSeqno(2)).toBeUndefined();
  });

  const U64 = "a whole number from 0 to 18446744073709551615";

  test.each<[string, (gauge: ReplicationLagGauge) => void]>([
    [
      `seqno: expected ${U64}, got -1`,
      (gauge) => {
        gauge.updateLeaderSeqno(1, -1n);
      },
    ],
    [
      `appliedSeqno: expected ${U64}, got 18446744073709551616`,
      (gauge) => {
        gauge.advance(1, 7, U64_MAX + 1n);
      },
    ],
    [
      "shardId: expected a whole number from 0 to 65535, got 65536",
      (gauge) => {
        gauge.updateLeaderSeqno(65_536, 1n);
      },
    ],
    [
      "shardId: expected a whole number from 0 to 65535, got -1",
      (gauge) => {
        gauge.advance(-1, 7, 1n);
      },
    ],
    [
      "follower: expected a whole number from 0 to 65535, got 0.5",
      (gauge) => {
        gauge.advance(1, 0.5, 1n);
      },
    ],
  ])("refuses what its type could not hold: %s", (message, act) => {
    const gauge = new ReplicationLagGauge();
    expect(() => {
      act(gauge);
    }).toThrow(new RangeError(message));
    expect(gauge.leaderSeqno(1)).toBeUndefined();
  });
});
