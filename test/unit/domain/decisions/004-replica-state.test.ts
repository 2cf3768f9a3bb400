import { TestCluster } from "../../../support/domain/domain-cluster";

describe("decision 4: a replica is Offline after more than 30 s of silence, Degraded over 5 s of lag, else Healthy", () => {
  test.each([
    [0, "Healthy"],
    [29_999, "Healthy"],
    [30_000, "Healthy"],
    [30_001, "Offline"],
    [3_600_000, "Offline"],
  ])("after %s ms of silence it is %s", (silenceMs, state) => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.time.advance(silenceMs);
    expect(cluster.replicaState(0, 0)).toBe(state);
  });

  test.each([
    [[], "Healthy"],
    [[4_999_999_999n], "Healthy"],
    [[5_000_000_000n], "Healthy"],
    [[5_000_000_001n], "Degraded"],
    [[0n, 5_000_000_000n, 2n ** 64n - 1n], "Degraded"],
  ])("with followers that lag by %p ns it is %s", (lagsNs, state) => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { replicationLagNs: new Map(lagsNs.map((lagNs, index) => [index + 1, lagNs])) });
    expect(cluster.replicaState(0, 0)).toBe(state);
  });

  test("Offline goes before Degraded", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { replicationLagNs: new Map([[1, 60_000_000_000n]]) });
    cluster.time.advance(30_001);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("both thresholds are settings, and exactly at them is not over them either", () => {
    const cluster = new TestCluster([[0, 0]], { offlineAfterMs: 1_500, degradedLagMs: 1_132 });
    cluster.beat(0, 0, { replicationLagNs: new Map([[1, 1_132_000_000n]]) });
    cluster.time.advance(1_500);
    expect(cluster.replicaState(0, 0)).toBe("Healthy");
    cluster.beat(0, 0, { replicationLagNs: new Map([[1, 1_132_000_001n]]) });
    expect(cluster.replicaState(0, 0)).toBe("Degraded");
    cluster.time.advance(1_501);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("an Offline replica adds no throughput and shows no followers, for both are what it did and not what it does", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, {
      entityCount: 7n,
      signalThroughputEps: 50,
      replicationLagNs: new Map([[1, 9_000_000_000n]]),
    });
    expect(cluster.inboundLag(1)?.lagSeconds).toBe(9);
    cluster.time.advance(30_001);
    const snapshot = cluster.controlPlane.snapshot();
    expect(snapshot).toMatchObject({ totalEntities: 7n, totalSignalsPerSecond: 0, inboundLag: [] });
    expect(snapshot.regions[0]).toMatchObject({ entities: 7n, signalsPerSecond: 0 });
    expect(snapshot.replicas.at(0)?.followers).toEqual([]);
  });
});
