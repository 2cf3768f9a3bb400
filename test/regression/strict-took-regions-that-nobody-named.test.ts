import { TestCluster } from "../support/domain/domain-cluster";
import { msToNs, shardStats } from "../support/domain/domain-fixtures";

const HOUR_MS = 3_600_000;

/** A strict cluster of one shard in region 0, whose configuration names region 1, which only follows. */
function strictCluster(): TestCluster {
  return new TestCluster([[0, 0]], { registration: "strict", regionNames: new Map([[1, "eu-west"]]) });
}

/**
 * A heartbeat with `role: follower` and any region was taken in strict mode: one that was an hour old made a region Offline that
 * does not exist.
 */
describe("strict registration takes regions that the topology or the configuration names", () => {
  test("a follower an hour old in region 77 is refused, and no region 77 is Offline", () => {
    const cluster = strictCluster();
    const stats = shardStats({
      shardId: 0,
      regionId: 77,
      role: "follower",
      lastHeartbeatNs: cluster.time.wallNs - msToNs(HOUR_MS),
    });
    expect(cluster.controlPlane.recordShardHeartbeat(stats)).toEqual({
      result: "rejected",
      field: "region_id",
      message:
        "region_id: expected a region that the topology or cluster.regions names (registration is strict), got region 77; " +
        "name it, or set registration to open",
    });
    expect(cluster.regionState(77)).toBeUndefined();
  });

  test("a follower in a region that only the configuration names is taken", () => {
    expect(strictCluster().beat(0, 1, { role: "follower" })).toBe("accepted");
  });

  test("a follower in the home region of another shard is taken", () => {
    const cluster = strictCluster();
    cluster.controlPlane.updateTopology({ shardId: 1, regionId: 2 });
    expect(cluster.beat(0, 2, { role: "follower" })).toBe("accepted");
  });

  test("what a leader says of a region that nobody named is left out and counted, and the leader counts", () => {
    const cluster = strictCluster();
    const replicationLag = new Map([
      [0, 0n],
      [1, 5n],
      [77, 1_000_000n],
    ]);
    const replicationLagNs = new Map([[78, 3_600_000_000_000n]]);
    expect(cluster.beat(0, 0, { replicationLag, replicationLagNs })).toBe("accepted");
    expect(cluster.replica(0, 0)?.followers.map(({ followerId }) => followerId)).toEqual([0, 1]);
    expect(cluster.replica(0, 0)?.stats).toMatchObject({
      replicationLag: new Map([
        [0, 0n],
        [1, 5n],
      ]),
    });
    expect(cluster.inboundLag(77)).toBeUndefined();
    expect(cluster.regionState(0)).toBe("Healthy");
    expect(cluster.controlPlane.refusedByLimits.unknownRegions).toBe(2);
  });

  test("a region that is named later is taken from then on, and one whose name is taken away is left out", () => {
    const cluster = strictCluster();
    const replicationLag = new Map([[7, 5n]]);
    cluster.beat(0, 0, { replicationLag });
    cluster.controlPlane.configure({ regionNames: new Map([[7, "asia"]]) });
    cluster.time.advance(1_000);
    cluster.beat(0, 0, { replicationLag });
    expect(cluster.inboundLag(7)).toBeDefined();
    cluster.controlPlane.configure({ regionNames: new Map() });
    cluster.time.advance(1_000);
    cluster.beat(0, 0, { replicationLag });
    expect(cluster.inboundLag(7)).toBeUndefined();
  });
});
