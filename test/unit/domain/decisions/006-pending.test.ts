import { TestCluster } from "../../../support/domain/domain-cluster";

describe("decision 6: what has not been heard yet is neither Healthy nor Offline", () => {
  test("a region with only pending replicas is left out of regions and Unknown in the details, with the reason", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.time.advance(12_000);
    const health = cluster.controlPlane.health();
    expect(health.regions).toEqual(new Map());
    expect(health.regionDetails?.get(0)).toMatchObject({
      state: "Unknown",
      reasons: [{ rule: "not_heard_yet", shardId: 0, observed: 12, threshold: 30, evidenceAgeMs: 12_000 }],
    });
  });

  test.each([
    [30_000, "Pending", "Unknown"],
    [30_001, "Offline", "Offline"],
  ])("%s ms after it became expected a replica is %s and its region %s", (waitedMs, replica, region) => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.time.advance(waitedMs);
    expect([cluster.replicaState(0, 0), cluster.regionState(0)]).toEqual([replica, region]);
  });

  test("it is expected from the start, from an assignment, or from a reload that brings it", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.time.advance(20_000);
    cluster.controlPlane.updateTopology({ shardId: 1, regionId: 1 });
    cluster.time.advance(5_000);
    cluster.controlPlane.replaceTopology([0, 1, 2].map((id) => ({ shardId: id, regionId: id })));
    const states = (): unknown => [0, 1, 2].map((id) => cluster.replicaState(id, id));
    cluster.time.advance(5_001);
    expect(states()).toEqual(["Offline", "Pending", "Pending"]);
    cluster.time.advance(20_000);
    expect(states()).toEqual(["Offline", "Offline", "Pending"]);
    cluster.time.advance(5_000);
    expect(states()).toEqual(["Offline", "Offline", "Offline"]);
  });

  test("naming it again, where it already is, does not start the wait anew", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.time.advance(20_000);
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 0 });
    cluster.time.advance(10_001);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("a shard that moves to where a follower already beats is not pending there", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 1, { role: "follower" });
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    expect(cluster.replicaState(0, 1)).toBe("Healthy");
  });

  test("a restart neither pages nor resolves: a beating cluster goes from Unknown to Healthy and through nothing else", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 1],
    ]);
    const transitions = cluster.run(60_000, (elapsedMs) => {
      if (elapsedMs % 5_000 === 0) for (const id of [0, 1]) cluster.beat(id, id);
    });
    expect(transitions.map(({ regionId, from, to }) => [regionId, from, to])).toEqual([
      [0, "Unknown", "Healthy"],
      [1, "Unknown", "Healthy"],
    ]);
  });

  test("a region that never comes up does page, 30 s after the start", () => {
    const cluster = new TestCluster([[0, 0]]);
    expect(cluster.run(30_000)).toEqual([]);
    expect(cluster.run(1_000)).toMatchObject([
      { regionId: 0, from: "Unknown", to: "Offline", reasons: [{ rule: "never_heard" }] },
    ]);
  });

  test("a pending replica among healthy ones leaves the region Healthy, and an overdue one makes it Degraded", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 0],
    ]);
    cluster.time.advance(10_000);
    cluster.beat(0, 0);
    expect(cluster.regionState(0)).toBe("Healthy");
    cluster.time.advance(20_001);
    expect(cluster.regionState(0)).toBe("Degraded");
  });

  test("it is listed in health with zeros, and counts nothing", () => {
    const health = new TestCluster([[7, 3]]).controlPlane.health();
    expect(health.shards).toEqual([
      {
        shardId: 7,
        regionId: 3,
        entityCount: 0n,
        signalThroughputEps: 0,
        replicationLag: new Map(),
        diskBytes: 0n,
        lastHeartbeatNs: 0n,
      },
    ]);
    expect(health).toMatchObject({ totalEntities: 0n, totalSignalsEps: 0 });
  });
});
