import { TestCluster } from "../../../support/domain/domain-cluster";
import { shardStats } from "../../../support/domain/domain-fixtures";

/** Regions that the configuration names beside those of the topology. */
const REGION_NAMES = new Map([1, 2, 3].map((regionId) => [regionId, `region-${regionId}`]));

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
    ["a follower of a named shard in a region that nobody named", 0, 77, "follower", "rejected"],
    ["a replica elsewhere that claims to lead a named shard", 0, 1, "leader", "rejected"],
    ["a replica elsewhere that claims nothing", 0, 1, undefined, "rejected"],
    ["a follower of a shard that is not named", 5, 0, "follower", "rejected"],
    ["a shard that is not named", 5, 0, undefined, "rejected"],
  ] as const)("strict: %s", (_, shardId, regionId, role, result) => {
    const cluster = new TestCluster([[0, 0]], { registration: "strict", regionNames: REGION_NAMES });
    expect(cluster.beat(shardId, regionId, role ? { role } : {})).toBe(result);
  });

  test("a refusal names the replica and what can be done", () => {
    const cluster = new TestCluster([[0, 0]], { registration: "strict", regionNames: REGION_NAMES });
    expect(cluster.controlPlane.recordShardHeartbeat(shardStats({ shardId: 5, regionId: 2 }))).toEqual({
      result: "rejected",
      field: "shard_id",
      message:
        "shard_id: expected a shard that the topology names (registration is strict), got shard 5 in region 2; assign it, or set registration to open",
    });
  });

  test("a follower that is known may go on, whatever it claims later: it is registered", () => {
    const cluster = new TestCluster([[0, 0]], { registration: "strict", regionNames: REGION_NAMES });
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

  describe.each(["open", "strict"] as const)(
    "with %s registration and a limit on unknown replicas",
    (registration) => {
      const follower = { role: "follower" } as const;

      test("a replica too many is refused by a message with the setting, and counted", () => {
        const cluster = new TestCluster([[0, 0]], {
          registration,
          regionNames: REGION_NAMES,
          maxUnknownReplicas: 2,
        });
        expect([1, 2, 3].map((region) => cluster.beat(0, region, follower))).toEqual([
          "accepted",
          "accepted",
          "rejected",
        ]);
        expect(cluster.controlPlane.refusedByLimits.unknownReplicas).toBe(1);
        const stats = shardStats({ shardId: 0, regionId: 3, ...follower });
        expect(cluster.controlPlane.recordShardHeartbeat(stats)).toEqual({
          result: "rejected",
          field: "shard_id",
          message:
            "shard_id: expected one of the replicas that are known, got shard 0 in region 3; there are 2 that the topology does not name: assign shards, or raise max_unknown_replicas",
        });
      });

      test("those that are known go on, and those that the topology names come in", () => {
        const cluster = new TestCluster([[0, 0]], {
          registration,
          regionNames: REGION_NAMES,
          maxUnknownReplicas: 1,
        });
        cluster.beat(0, 1, follower);
        cluster.time.advance(1_000);
        expect([cluster.beat(0, 1, follower), cluster.beat(0, 0)]).toEqual(["accepted", "accepted"]);
        cluster.controlPlane.updateTopology({ shardId: 7, regionId: 0 });
        expect([cluster.beat(7, 0), cluster.beat(7, 1, follower)]).toEqual(["accepted", "rejected"]);
      });

      test("who is assigned, forgotten or removed makes room", () => {
        const cluster = new TestCluster([[0, 0]], {
          registration,
          regionNames: REGION_NAMES,
          maxUnknownReplicas: 1,
        });
        cluster.beat(0, 1, follower);
        expect(cluster.beat(0, 2, follower)).toBe("rejected");
        cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
        expect(cluster.beat(0, 2, follower)).toBe("accepted");
        cluster.controlPlane.removeRegion(2);
        expect(cluster.beat(0, 3, follower)).toBe("accepted");
      });

      test("a raised limit holds from the next heartbeat on", () => {
        const cluster = new TestCluster([[0, 0]], {
          registration,
          regionNames: REGION_NAMES,
          maxUnknownReplicas: 0,
        });
        expect(cluster.beat(0, 1, follower)).toBe("rejected");
        cluster.controlPlane.configure({ maxUnknownReplicas: 1 });
        expect(cluster.beat(0, 1, follower)).toBe("accepted");
      });
    },
  );
});
