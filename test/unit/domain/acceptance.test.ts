import { MetricsState } from "../../../src/domain/metrics-state";
import { TestCluster } from "../../support/domain/domain-cluster";
import { msToNs } from "../../support/domain/domain-fixtures";

/** What tidalDB's design document asks of its control plane. Numbers 4 and 8 are tested where JSON and builds are. */
describe("the acceptance criteria of tidalDB's control plane", () => {
  test("acceptance 1: health() returns per-shard stats for all registered shards, heard or not", () => {
    const cluster = new TestCluster([
      [2, 0],
      [0, 0],
      [1, 1],
    ]);
    cluster.beat(0, 0, { entityCount: 11n });
    cluster.beat(1, 1, { entityCount: 22n });
    cluster.beat(9, 2, { entityCount: 99n });
    const listed = cluster.controlPlane
      .health()
      .shards.map(({ shardId, regionId, entityCount }) => [shardId, regionId, entityCount]);
    expect(listed).toEqual([
      [0, 0, 11n],
      [1, 1, 22n],
      [2, 0, 0n],
      [9, 2, 99n],
    ]);
  });

  test.each([
    [30_000, "Healthy"],
    [30_001, "Offline"],
    [31_000, "Offline"],
  ])(
    "acceptance 2: a shard whose last_heartbeat_ns is %s ms ago when it is first heard is %s",
    (ageMs, state) => {
      const cluster = new TestCluster([[0, 0]]);
      cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs - msToNs(ageMs) });
      expect(cluster.controlPlane.health().regions.get(0)).toBe(state);
    },
  );

  test.each([
    [30_000, "Healthy"],
    [30_001, "Offline"],
  ])("acceptance 2: a shard that was heard %s ms ago for the last time is %s", (silenceMs, state) => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.time.advance(silenceMs);
    expect(cluster.controlPlane.health().regions.get(0)).toBe(state);
  });

  test.each([
    [5_000_000_000n, "Healthy"],
    [5_000_000_001n, "Degraded"],
  ])("acceptance 3: a shard with a replication lag of %s ns is %s", (lagNs, state) => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { replicationLag: new Map([[1, 700n]]), replicationLagNs: new Map([[1, lagNs]]) });
    expect(cluster.controlPlane.health().regions.get(0)).toBe(state);
  });

  test("acceptance 3: a shard that reports nothing but distances is Degraded once a follower has been behind for over 5 s", () => {
    const cluster = new TestCluster([[0, 0]]);
    const states = [0n, 400n, 900n].map((lag) => {
      cluster.beat(0, 0, { replicationLag: new Map([[1, lag]]) });
      const state = cluster.controlPlane.health().regions.get(0);
      cluster.time.advance(5_000);
      return state;
    });
    expect(states).toEqual(["Healthy", "Healthy", "Degraded"]);
  });

  test("acceptance 5: updateTopology shows in the next health() and the next route()", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.router.registerTenant({ tenantId: 1n });
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    expect(cluster.controlPlane.health().shards.map(({ shardId, regionId }) => [shardId, regionId])).toEqual([
      [0, 1],
    ]);
    expect(cluster.router.route(1n, 1n)).toEqual({ shardId: 0, regionId: 1 });

    cluster.controlPlane.updateTopology({ shardId: 5, regionId: 2 });
    expect(cluster.controlPlane.health().shards.map(({ shardId, regionId }) => [shardId, regionId])).toEqual([
      [0, 1],
      [5, 2],
    ]);
    const used = new Set(
      Array.from({ length: 50 }, (_, entity) => cluster.router.route(1n, BigInt(entity)).shardId),
    );
    expect(used).toEqual(new Set([0, 5]));
  });

  test("acceptance 6: clusterHealth() is undefined on a single node, and the control plane's health otherwise", () => {
    const cluster = new TestCluster([[0, 0]]);
    expect(new MetricsState().clusterHealth()).toBeUndefined();
    expect(new MetricsState(cluster.controlPlane).clusterHealth()?.shards).toHaveLength(1);
  });

  test("acceptance 7: three simulated shards heartbeat, and all three regions are Healthy", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    cluster.run(60_000, (elapsedMs) => {
      if (elapsedMs % 5_000 === 0) for (const id of [0, 1, 2]) cluster.beat(id, id, { entityCount: 10n });
    });
    const health = cluster.controlPlane.health();
    expect(health.regions).toEqual(new Map([0, 1, 2].map((regionId) => [regionId, "Healthy"])));
    expect(health).toMatchObject({ status: "Healthy", totalEntities: 30n, totalSignalsEps: 300 });
  });
});
