import { toClusterHealth } from "../../../../src/domain/views/to-cluster-health";
import {
  clusterSnapshot,
  incident,
  neverHeard,
  regionSnapshot,
  replicaSnapshot,
  shardStats,
} from "../../../support/metrics/cluster-snapshot";

describe("toClusterHealth", () => {
  test("carries the cluster's figures over", () => {
    const health = toClusterHealth(
      clusterSnapshot({
        takenAtNs: 9n,
        clusterName: "prod",
        status: "Degraded",
        tenantCount: 3,
        totalEntities: 2n ** 64n - 1n,
        totalSignalsPerSecond: 12.5,
        incidents: [incident()],
        incidentsNotListed: 2,
        isSettled: false,
      }),
    );
    expect(health).toEqual({
      snapshotNs: 9n,
      shards: [],
      regions: new Map(),
      tenantCount: 3,
      totalEntities: 2n ** 64n - 1n,
      totalSignalsEps: 12.5,
      cluster: "prod",
      status: "Degraded",
      incidents: [incident()],
      incidentsNotListed: 2,
      isSettled: false,
      regionDetails: new Map(),
    });
  });

  test("lists what each replica last said, word for word", () => {
    const stats = shardStats({ shardId: 3, regionId: 1, role: "leader", leaderSeqno: 7n });
    expect(
      toClusterHealth(clusterSnapshot({ replicas: [replicaSnapshot({ shardId: 3, regionId: 1, stats })] }))
        .shards,
    ).toEqual([stats]);
  });

  test("lists a replica that has never been heard with zeros, the time of its heartbeat included", () => {
    expect(
      toClusterHealth(clusterSnapshot({ replicas: [neverHeard({ shardId: 3, regionId: 1 })] })).shards,
    ).toEqual([
      {
        shardId: 3,
        regionId: 1,
        entityCount: 0n,
        signalThroughputEps: 0,
        replicationLag: new Map(),
        diskBytes: 0n,
        lastHeartbeatNs: 0n,
      },
    ]);
  });

  test("makes the reasons of a region only when they are read", () => {
    const slice = jest.fn(() => []);
    const reasons = { length: 0, at: () => undefined, slice, [Symbol.iterator]: () => [].values() };
    const health = toClusterHealth(clusterSnapshot({ regions: [regionSnapshot({ reasons })] }));
    expect(slice).not.toHaveBeenCalled();
    expect(health.regionDetails?.get(0)?.reasons).toEqual([]);
    expect(slice).toHaveBeenCalledTimes(1);
  });

  test("leaves an Unknown region out of the regions, whose Rust enum has no such value, but not out of the details", () => {
    const reasons = [
      { rule: "not_heard_yet", shardId: 0, observed: 1, threshold: 30, evidenceAgeMs: 1_000 },
    ] as const;
    const explained = { explainedBy: ["region:2"], isExplained: false };
    const health = toClusterHealth(
      clusterSnapshot({
        regions: [
          regionSnapshot({ regionId: 0, name: "us-east", state: "Healthy", sinceNs: 4n }),
          regionSnapshot({
            regionId: 1,
            name: "eu-west",
            state: "Unknown",
            sinceNs: 5n,
            reasons,
            ...explained,
          }),
        ],
      }),
    );
    expect(health.regions).toEqual(new Map([[0, "Healthy"]]));
    expect(health.regionDetails).toEqual(
      new Map([
        [
          0,
          {
            name: "us-east",
            state: "Healthy",
            sinceNs: 4n,
            reasons: [],
            explainedBy: [],
            isExplained: true,
          },
        ],
        [1, { name: "eu-west", state: "Unknown", sinceNs: 5n, reasons, ...explained }],
      ]),
    );
  });
});
