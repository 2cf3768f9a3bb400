import { TestCluster } from "../../../support/domain/domain-cluster";
import { shardStats } from "../../../support/domain/domain-fixtures";

describe("decision 8: open registration takes every replica; strict takes those that the topology names, and followers of its shards", () => {
  test("open is the default: a first heartbeat registers its replica", () => {
    const cluster = new TestCluster();
    expect(cluster.beat(77, 3)).toBe("accepted");
    expect(cluster.replicas).toEqual([[77, 3]]);
  });

  test.each([
    ["the home replica", 0, 0, undefined, "accepted"],
    ["the home replica, whatever it claims", 0, 0, "follower", "accepted"],
    ["a follower of a named shard", 0, 1, "follower", "accepted"],
    ["a replica elsewhere that claims to lead a named shard", 0, 1, "leader", "rejected"],
    ["a replica elsewhere that claims nothing", 0, 1, undefined, "rejected"],
    ["a follower of a shard that is not named", 5, 0, "follower", "rejected"],
    ["a shard that is not named", 5, 0, undefined, "rejected"],
  ] as const)("strict: %s", (_, shardId, regionId, role, result) => {
    const cluster = new TestCluster([[0, 0]], { registration: "strict" });
    expect(cluster.beat(shardId, regionId, role ? { role } : {})).toBe(result);
  });

  test("a refusal names the replica and what can be done", () => {
    const cluster = new TestCluster([[0, 0]], { registration: "strict" });
    expect(cluster.controlPlane.recordShardHeartbeat(shardStats({ shardId: 5, regionId: 2 }))).toEqual({
      result: "rejected",
      field: "shard_id",
      message:
        "shard_id: expected a shard that the topology names (registration is strict), got shard 5 in region 2; assign it, or set registration to open",
    });
  });

  test("a follower that is known may go on, whatever it claims later: it is registered", () => {
    const cluster = new TestCluster([[0, 0]], { registration: "strict" });
    cluster.beat(0, 1, { role: "follower" });
    cluster.time.advance(1_000);
    expect(cluster.beat(0, 1, { role: "leader" })).toBe("accepted");
  });

  test("turning strict does not throw out who is known, and an assignment admits who was refused", () => {
    const cluster = new TestCluster();
    cluster.beat(5, 0);
    cluster.controlPlane.configure({ registration: "strict" });
    cluster.time.advance(1_000);
    expect([cluster.beat(5, 0), cluster.beat(6, 0)]).toEqual(["accepted", "rejected"]);
    cluster.controlPlane.updateTopology({ shardId: 6, regionId: 0 });
    expect(cluster.beat(6, 0)).toBe("accepted");
  });
});
