import { DEFAULT_SETTINGS } from "../../../src/domain/control-plane-settings";
import { RegionNames } from "../../../src/domain/region-names";
import { RegionTransitions } from "../../../src/domain/region-transitions";
import { Replica } from "../../../src/domain/replica";
import { regionStatuses, takeSnapshot } from "../../../src/domain/take-snapshot";
import type { SnapshotSource } from "../../../src/domain/take-snapshot";
import { TenantRouter } from "../../../src/domain/tenant-router";
import { Topology } from "../../../src/domain/topology";
import type { ShardStats } from "../../../src/domain/shard-stats";
import { shardStats, START_NS } from "../../support/domain/domain-fixtures";

/** A replica that was heard at lived time 0. */
function replica(shardId: number, regionId: number, heartbeat: Partial<ShardStats> = {}): Replica {
  const result = pending(shardId, regionId);
  result.record(shardStats({ shardId, regionId, ...heartbeat }), { livedMs: 0, wallNs: START_NS }, 0);
  return result;
}

/** A replica that was expected from lived time 0 on and has not been heard. */
function pending(shardId: number, regionId: number): Replica {
  return new Replica({ shardId, regionId }, 0);
}

/** What a snapshot is taken of: at lived time 0, of an empty cluster but for what is given. */
function source(given: Partial<SnapshotSource> = {}): SnapshotSource {
  const topology = given.topology ?? new Topology();
  return {
    wallNs: START_NS,
    livedMs: 0,
    settings: DEFAULT_SETTINGS,
    names: new RegionNames(new Map([[0, "us-east"]])),
    replicas: [],
    transitions: new RegionTransitions(),
    topology,
    tenantRouter: new TenantRouter(topology),
    heartbeats: { accepted: 0, stale: 0, retired: 0, rejected: 0 },
    stallSeconds: 0,
    ...given,
  };
}

describe("regionStatuses", () => {
  test("has every region with a replica, by its replicas' states", () => {
    const lagging = { replicationLagNs: new Map([[0, 6_000_000_000n]]) };
    const replicas = [replica(0, 0), replica(0, 1, lagging), replica(1, 0), pending(1, 2), pending(2, 1)];
    expect(regionStatuses(replicas, 30_000, DEFAULT_SETTINGS)).toEqual(
      new Map([
        [0, "Healthy"],
        [1, "Degraded"],
        [2, "Unknown"],
      ]),
    );
    expect(new Set(regionStatuses(replicas, 30_001, DEFAULT_SETTINGS).values())).toEqual(
      new Set(["Offline"]),
    );
  });

  test("agrees with the snapshot", () => {
    const replicas = [replica(0, 5), pending(0, 9), pending(1, 5)];
    for (const livedMs of [0, 30_000, 30_001]) {
      const { regions } = takeSnapshot(source({ replicas, livedMs }));
      const statuses = regionStatuses(replicas, livedMs, DEFAULT_SETTINGS);
      expect(new Map(regions.map(({ regionId, state }) => [regionId, state]))).toEqual(statuses);
    }
  });
});

describe("takeSnapshot", () => {
  test("of an empty cluster is Unknown and full of zeros", () => {
    expect(takeSnapshot(source())).toEqual({
      takenAtNs: START_NS,
      clusterName: "tidaldb",
      status: "Unknown",
      replicas: [],
      regions: [],
      inboundLag: [],
      totalEntities: 0n,
      totalSignalsPerSecond: 0,
      tenantCount: 0,
      unroutableTenantCount: 0,
      topologyShardCount: 0,
      leaderConflictCount: 0,
      heartbeats: { accepted: 0, stale: 0, retired: 0, rejected: 0 },
      stallSeconds: 0,
    });
  });

  test("shows a replica with what it said, when, by which clock, and how far its followers trail", () => {
    const heartbeat = {
      lastHeartbeatNs: START_NS + 2_000_000_000n,
      replicationLag: new Map([[1, 50n]]),
      replicationLagNs: new Map([[1, 500_000_000n]]),
    };
    const { replicas, inboundLag } = takeSnapshot(source({ replicas: [replica(4, 0, heartbeat)] }));
    expect(replicas).toEqual([
      {
        shardId: 4,
        regionId: 0,
        regionName: "us-east",
        state: "Healthy",
        stats: shardStats({ shardId: 4, regionId: 0, ...heartbeat }),
        lastArrivalNs: START_NS,
        lastArrivalSeconds: Number(START_NS) / 1e9,
        clockSkewSeconds: 2,
        followers: [{ followerId: 1, followerName: "1", lagSeqnos: 50n, lagSeconds: 0.5 }],
      },
    ]);
    expect(inboundLag).toEqual([{ regionId: 1, regionName: "1", lagSeconds: 0.5 }]);
  });

  test("shows a replica that has not been heard as Pending, with nothing that it never said", () => {
    expect(takeSnapshot(source({ replicas: [pending(4, 0)] })).replicas).toEqual([
      {
        shardId: 4,
        regionId: 0,
        regionName: "us-east",
        state: "Pending",
        stats: undefined,
        lastArrivalNs: undefined,
        lastArrivalSeconds: undefined,
        clockSkewSeconds: undefined,
        followers: [],
      },
    ]);
  });

  test("shows no follower of an Offline replica: what it said of them is old news", () => {
    const replicas = [replica(4, 0, { replicationLagNs: new Map([[1, 9_000_000_000n]]) })];
    const offline = takeSnapshot(source({ replicas, livedMs: 30_001 }));
    expect(offline.replicas.at(0)).toMatchObject({ state: "Offline", followers: [] });
    expect(offline.inboundLag).toEqual([]);
  });

  test("lists regions by id, though replicas come by shard", () => {
    const replicas = [replica(0, 9), replica(1, 3), replica(2, 0)];
    expect(takeSnapshot(source({ replicas })).regions.map(({ regionId }) => regionId)).toEqual([0, 3, 9]);
  });

  test("says since when a region has its state, and now when nobody has looked before", () => {
    const transitions = new RegionTransitions();
    transitions.observe(new Map([[0, "Healthy"]]), 77n);
    const regions = takeSnapshot(source({ replicas: [replica(0, 0), replica(0, 1)], transitions })).regions;
    expect(regions.map(({ sinceNs }) => sinceNs)).toEqual([77n, START_NS]);
  });

  test("counts tenants, those without a place, and the shards that the topology names", () => {
    const topology = new Topology([
      { shardId: 0, regionId: 0 },
      { shardId: 8, regionId: 1 },
    ]);
    const tenantRouter = new TenantRouter(topology);
    tenantRouter.registerTenant({ tenantId: 1n });
    tenantRouter.registerTenant({ tenantId: 2n, requiredRegions: [7] });
    expect(takeSnapshot(source({ topology, tenantRouter }))).toMatchObject({
      tenantCount: 2,
      unroutableTenantCount: 1,
      topologyShardCount: 2,
    });
  });

  test("does not change afterwards, when heartbeats are counted on", () => {
    const heartbeats = { accepted: 1, stale: 0, retired: 0, rejected: 0 };
    const snapshot = takeSnapshot(source({ heartbeats }));
    heartbeats.accepted = 2;
    expect(snapshot.heartbeats.accepted).toBe(1);
  });
});
