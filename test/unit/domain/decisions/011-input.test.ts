import fc from "fast-check";

import { TestCluster } from "../../../support/domain/domain-cluster";
import { shardStats } from "../../../support/domain/domain-fixtures";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { propertyRuns } from "../../../support/property-runs";

// What arrives as text is refused in src/wire; here is what a program that embeds the control plane may hand in.
describe("decision 11: what is no valid heartbeat is refused with field, value and expectation, and changes nothing", () => {
  test("a bad one between two good ones costs only itself", () => {
    const cluster = new TestCluster();
    expect([
      cluster.beat(0, 0),
      cluster.beat(1, 0, { signalThroughputEps: NaN }),
      cluster.beat(2, 0),
    ]).toEqual(["accepted", "rejected", "accepted"]);
    expect(cluster.replicas).toEqual([
      [0, 0],
      [2, 0],
    ]);
  });

  test("a bad one of a known replica is no sign of life", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.time.advance(30_001);
    expect(cluster.beat(0, 0, { entityCount: -1n })).toBe("rejected");
    expect(cluster.replicaState(0, 0)).toBe("Offline");
  });

  test("no number, however odd, makes the control plane throw or show what is not a number", () => {
    const oddNumber = fc.oneof(
      fc.double(),
      fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 65_535, 65_536, 5e-324, Number.MAX_VALUE),
    );
    const oddBigint = fc.oneof(
      fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
      fc.constantFrom(-1n, 0n, 2n ** 64n - 1n, 2n ** 64n),
    );
    const lags = fc
      .array(fc.tuple(oddNumber, oddBigint), { maxLength: 3 })
      .map((entries) => new Map(entries));
    const heartbeat: fc.Arbitrary<Partial<ShardStats>> = fc.record(
      {
        shardId: oddNumber,
        regionId: oddNumber,
        entityCount: oddBigint,
        signalThroughputEps: oddNumber,
        diskBytes: oddBigint,
        lastHeartbeatNs: oddBigint,
        leaderSeqno: oddBigint,
        signalsTotal: oddBigint,
        bootId: oddBigint,
        heartbeatSeq: oddBigint,
        appliedSeqno: oddBigint,
        replicationLag: lags,
        replicationLagNs: lags,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(heartbeat, { maxLength: 20 }), (heartbeats) => {
        const cluster = new TestCluster([[0, 0]]);
        for (const overrides of heartbeats) cluster.controlPlane.recordShardHeartbeat(shardStats(overrides));
        cluster.run(1_000);
        const snapshot = cluster.controlPlane.snapshot();
        expect(Number.isFinite(snapshot.totalSignalsPerSecond)).toBe(true);
        for (const { followers, clockSkewSeconds = 0 } of snapshot.replicas) {
          expect(Number.isFinite(clockSkewSeconds)).toBe(true);
          for (const { lagSeconds } of followers) {
            expect(Number.isFinite(lagSeconds)).toBe(true);
            expect(lagSeconds).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      propertyRuns(500),
    );
  });
});
