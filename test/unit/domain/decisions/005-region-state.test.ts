import { TestCluster } from "../../../support/domain/domain-cluster";

const LAGS = { replicationLagNs: new Map([[1, 6_000_000_000n]]) };

describe("decision 5: a region is Offline when all its replicas are, Degraded when any is not well, else Healthy", () => {
  test("one Offline replica among many makes it Degraded, the last one Offline", () => {
    const cluster = new TestCluster();
    for (const shardId of [0, 1, 2]) cluster.beat(shardId, 0);
    cluster.time.advance(20_000);
    for (const shardId of [0, 1]) cluster.beat(shardId, 0);
    cluster.time.advance(10_001);
    expect(cluster.regionState(0)).toBe("Degraded");
    cluster.time.advance(20_000);
    expect(cluster.regionState(0)).toBe("Offline");
    cluster.beat(2, 0);
    expect(cluster.regionState(0)).toBe("Degraded");
  });

  test("one replica with a lagging follower makes it Degraded", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0);
    cluster.beat(1, 0, LAGS);
    expect(cluster.regionState(0)).toBe("Degraded");
  });

  test("followers count like leaders: they are replicas of the region", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.beat(0, 1, { role: "follower" });
    cluster.time.advance(30_001);
    cluster.beat(0, 0);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Healthy", "Offline"]);
  });

  test("lag counts against the region that reports it; how far the other trails is a figure of its own", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 1],
    ]);
    cluster.beat(0, 0, LAGS);
    cluster.beat(1, 1);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Degraded", "Healthy"]);
    expect(cluster.inboundLag(1)?.lagSeconds).toBe(6);
    expect(cluster.inboundLag(0)).toBeUndefined();
  });

  test("a region that is known only as a follower has an inbound lag, but no state", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0, LAGS);
    expect(cluster.regionState(1)).toBeUndefined();
    expect(cluster.inboundLag(1)?.lagSeconds).toBe(6);
  });

  test("the cluster's status is the worst region's, where Unknown ranks between Healthy and Degraded", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 1],
    ]);
    const statuses = [cluster.controlPlane.health().status];
    cluster.beat(0, 0);
    statuses.push(cluster.controlPlane.health().status);
    cluster.beat(1, 1);
    statuses.push(cluster.controlPlane.health().status);
    cluster.beat(2, 0, LAGS);
    statuses.push(cluster.controlPlane.health().status);
    cluster.time.advance(20_000);
    cluster.beat(0, 0);
    cluster.beat(2, 0);
    cluster.time.advance(10_001);
    statuses.push(cluster.controlPlane.health().status);
    expect(statuses).toEqual(["Unknown", "Unknown", "Healthy", "Degraded", "Offline"]);
  });

  test("its sums are over its replicas, followers included", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0, { entityCount: 10n, signalThroughputEps: 1, diskBytes: 5n });
    cluster.beat(1, 0, {
      entityCount: 2n ** 64n - 1n,
      signalThroughputEps: 2,
      diskBytes: 6n,
      role: "follower",
    });
    expect(cluster.region(0)).toMatchObject({ entities: 2n ** 64n - 1n, signalsPerSecond: 3, walBytes: 11n });
  });
});
