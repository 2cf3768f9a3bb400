import fc from "fast-check";

import { HeartbeatDraft } from "../../src/domain/columns/heartbeat-draft";
import { TestCluster } from "../support/domain/domain-cluster";
import { shardStats } from "../support/domain/domain-fixtures";
import { propertyRuns, triesAll } from "../support/property-runs";

function lagsOf(followers: Iterable<number>): Map<number, bigint> {
  return new Map(Array.from(followers, (followerId) => [followerId, 1n]));
}

/** One heartbeat of 64 KiB named 6,400 followers, and nothing bounded how many there are in all. */
describe("followers are bounded", () => {
  test("a heartbeat that names more than the limit is refused, naming field, value and setting", () => {
    const cluster = new TestCluster([[0, 0]], { maxUnknownRegions: 65_536 });
    const replicationLag = lagsOf(Array(40).keys());
    const replicationLagNs = lagsOf(Array.from({ length: 25 }, (_, i) => 40 + i));
    const stats = shardStats({ shardId: 0, regionId: 0, replicationLag, replicationLagNs });
    expect(cluster.controlPlane.recordShardHeartbeat(stats)).toEqual({
      result: "rejected",
      field: "replication_lag",
      message:
        "replication_lag: expected at most 64 followers, with those of replication_lag_ns, got 65; " +
        "raise max_followers_per_heartbeat",
    });
    expect(cluster.controlPlane.refusedByLimits.followersPerHeartbeat).toBe(1);
    expect(cluster.beat(0, 0, { replicationLag: lagsOf(Array(64).keys()) })).toBe("accepted");
  });

  test("those that no room is left for are left out, and a replica keeps the ones it has", () => {
    const cluster = new TestCluster([[0, 0]], { maxFollowers: 5 });
    cluster.beat(0, 0, { replicationLag: lagsOf([1, 2, 3]) });
    expect(cluster.beat(1, 0, { replicationLag: lagsOf([3, 2, 1]) })).toBe("accepted");
    expect(cluster.replica(1, 0)?.followers.map(({ followerId }) => followerId)).toEqual([1, 2]);
    expect(cluster.controlPlane.refusedByLimits.followers).toBe(1);
    cluster.time.advance(1_000);
    cluster.beat(0, 0, { replicationLag: lagsOf([2, 3, 4]) });
    expect(cluster.replica(0, 0)?.followers.map(({ followerId }) => followerId)).toEqual([2, 3, 4]);
    cluster.controlPlane.removeShard(0);
    cluster.beat(1, 0, { replicationLag: lagsOf([1, 2, 3]) });
    expect(cluster.replica(1, 0)?.followers).toHaveLength(3);
  });

  test("25 MB of heartbeats make a million series at the most", () => {
    // A tenth of both in a quick run.
    const [heartbeats, room] = triesAll() ? [10_000, 500_000] : [1_000, 50_000];
    const cluster = new TestCluster([], triesAll() ? {} : { maxFollowers: room });
    const replicationLag = lagsOf(Array(64).keys());
    for (let shardId = 0; shardId < heartbeats; shardId += 1) cluster.beat(shardId, 0, { replicationLag });
    let followers = 0;
    for (const replica of cluster.controlPlane.snapshot().replicas) followers += replica.followers.length;
    expect(followers).toBe(room);
  });
});

describe("placing the followers of one heartbeat", () => {
  /** Odd ids first, then the even ones: each of those belongs between two that are there. */
  const interleaved = [...Array(3_200).keys()]
    .flatMap((i) => [2 * i + 1])
    .concat([...Array(3_200).keys()].map((i) => 2 * i));

  test("moves nobody who has a place, in whatever order they are named", () => {
    const draft = new HeartbeatDraft();
    const copy = jest.spyOn(draft.followerLags.constructor.prototype as { copy: () => void }, "copy");
    try {
      draft.load(shardStats({ replicationLag: lagsOf(interleaved), replicationLagNs: lagsOf(interleaved) }));
      expect(copy).not.toHaveBeenCalled();
    } finally {
      copy.mockRestore();
    }
    expect(draft.followerCount).toBe(6_400);
    expect(Array.from(draft.followerIds.subarray(0, 6_400))).toEqual([...Array(6_400).keys()]);
  });

  test("says what the heartbeat says, however the two maps overlap", () => {
    const ids = fc.uniqueArray(fc.nat({ max: 65_535 }), { maxLength: 40 });
    fc.assert(
      fc.property(ids, ids, (named, timed) => {
        const stats = shardStats({
          replicationLag: new Map(named.map((id, i) => [id, BigInt(i)])),
          replicationLagNs: new Map(timed.map((id, i) => [id, BigInt(i)])),
        });
        expect(new HeartbeatDraft().load(stats).toStats()).toEqual(stats);
      }),
      propertyRuns(),
    );
  });
});
