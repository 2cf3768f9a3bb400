import { TestCluster } from "../../../support/domain/domain-cluster";

describe("decision 1: a heartbeat belongs to a replica, that is, to a shard in a region", () => {
  test("the same shard number in two regions is two replicas, each with its own figures", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0, { entityCount: 10n });
    cluster.beat(0, 1, { entityCount: 20n });
    const shards = cluster.controlPlane.health().shards;
    expect(shards.map(({ regionId, entityCount }) => [regionId, entityCount])).toEqual([
      [0, 10n],
      [1, 20n],
    ]);
  });

  test("one replica's heartbeat says nothing about another of the same shard", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.beat(0, 1, { role: "follower" });
    cluster.run(31_000, (elapsedMs) => {
      if (elapsedMs % 5_000 === 0) cluster.beat(0, 1, { role: "follower" });
    });
    expect([cluster.replicaState(0, 0), cluster.replicaState(0, 1)]).toEqual(["Offline", "Healthy"]);
  });

  test("time stamps of two replicas are never compared with each other", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0);
    expect(cluster.beat(0, 1, { lastHeartbeatNs: cluster.time.wallNs - 1n })).toBe("accepted");
    expect(cluster.beat(1, 0, { lastHeartbeatNs: cluster.time.wallNs - 2n })).toBe("accepted");
  });

  test("health lists replicas by shard, then region, in whatever order they were heard", () => {
    const cluster = new TestCluster([[3, 1]]);
    for (const [shardId, regionId] of [
      [65_535, 0],
      [0, 65_535],
      [3, 0],
      [0, 0],
      [10, 2],
    ] as const) {
      cluster.beat(shardId, regionId);
    }
    expect(cluster.controlPlane.health().shards.map(({ shardId, regionId }) => [shardId, regionId])).toEqual([
      [0, 0],
      [0, 65_535],
      [3, 0],
      [3, 1],
      [10, 2],
      [65_535, 0],
    ]);
  });
});
