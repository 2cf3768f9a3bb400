import { TestCluster } from "../support/domain/domain-cluster";
import { shardStats } from "../support/domain/domain-fixtures";

const HOSTILE = 65_536;

/** Whatever a sender may name was bounded but for regions: 65,536 heartbeats made 65,536 regions, with 27 series each. */
describe("regions that nobody named are bounded", () => {
  test("65,536 replicas in as many regions make no more regions than the limit, beside those that are named", () => {
    const cluster = new TestCluster([[0, 0]]);
    let rejected = 0;
    for (let regionId = 0; regionId < HOSTILE; regionId += 1) {
      if (cluster.beat(regionId % 100, regionId) === "rejected") rejected += 1;
    }
    expect(rejected).toBe(HOSTILE - 1 - 256);
    expect(cluster.controlPlane.totals().regions).toHaveLength(257);
    expect(cluster.controlPlane.refusedByLimits.unknownRegions).toBe(rejected);
    // Those who have their place go on, in whatever shard; so do those that somebody named.
    expect([cluster.beat(500, 256), cluster.beat(500, 257), cluster.beat(501, 0)]).toEqual([
      "accepted",
      "rejected",
      "accepted",
    ]);
  });

  test("a refusal names the region, the setting and what can be done", () => {
    const cluster = new TestCluster([[0, 0]], { maxUnknownRegions: 0 });
    expect(cluster.controlPlane.recordShardHeartbeat(shardStats({ shardId: 0, regionId: 9 }))).toEqual({
      result: "rejected",
      field: "region_id",
      message:
        "region_id: expected one of the regions that are known, got region 9; there are 0 that neither the topology nor " +
        "cluster.regions names: name them, remove some, or raise max_unknown_regions",
    });
  });

  test("followers count as regions too: those too much are left out of a heartbeat that counts", () => {
    const cluster = new TestCluster([[0, 0]], { maxUnknownRegions: 2 });
    const replicationLag = new Map([5, 4, 3, 0].map((regionId) => [regionId, 1n]));
    expect(cluster.beat(0, 0, { replicationLag })).toBe("accepted");
    expect(cluster.replica(0, 0)?.followers.map(({ followerId }) => followerId)).toEqual([0, 3, 4]);
    expect([cluster.beat(9, 3), cluster.beat(9, 5)]).toEqual(["accepted", "rejected"]);
    expect(cluster.controlPlane.refusedByLimits.unknownRegions).toBe(2);
  });

  test("a region frees its place with its last replica and its last follower", () => {
    const cluster = new TestCluster([[0, 0]], { maxUnknownRegions: 1 });
    cluster.beat(1, 1);
    cluster.beat(0, 0, { replicationLag: new Map([[1, 1n]]) });
    cluster.controlPlane.removeShard(1);
    expect(cluster.beat(2, 2)).toBe("rejected");
    cluster.time.advance(1_000);
    cluster.beat(0, 0, { replicationLag: new Map() });
    expect(cluster.beat(2, 2)).toBe("accepted");
    expect(cluster.beat(3, 3)).toBe("rejected");
    cluster.controlPlane.removeRegion(2);
    expect(cluster.beat(3, 3)).toBe("accepted");
  });

  test("a region that is named makes room, and one that is named no more takes it up", () => {
    const cluster = new TestCluster([], { maxUnknownRegions: 1 });
    expect([cluster.beat(1, 1), cluster.beat(2, 2)]).toEqual(["accepted", "rejected"]);
    cluster.controlPlane.configure({ regionNames: new Map([[1, "us-east"]]) });
    expect([cluster.beat(2, 2), cluster.beat(3, 3)]).toEqual(["accepted", "rejected"]);
    cluster.controlPlane.updateTopology({ shardId: 2, regionId: 2 });
    expect(cluster.beat(3, 3)).toBe("accepted");
    cluster.controlPlane.updateTopology({ shardId: 2, regionId: 1 });
    cluster.controlPlane.configure({ regionNames: new Map() });
    expect(cluster.beat(4, 4)).toBe("rejected");
  });
});
