import { NO_WORK } from "../../../../src/domain/maintenance/announced-work";
import type { ClusterSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import { DEFAULT_SETTINGS } from "../../../../src/domain/terms/control-plane-settings";
import { NOTHING_FOUND } from "../../../../src/domain/incidents/incidents-found";
import { RegionNames } from "../../../../src/domain/regions/region-names";
import { RegionTransitions } from "../../../../src/domain/regions/region-transitions";
import { regionStates } from "../../../../src/domain/regions/region-health";
import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { ServiceLevels } from "../../../../src/domain/service-levels/service-levels";
import { ReplicaTable } from "../../../../src/domain/replicas/replica-table";
import { takeTotals, takeSnapshot } from "../../../../src/domain/views/take-snapshot";
import type { SnapshotSource } from "../../../../src/domain/views/take-snapshot";
import { TenantRouter } from "../../../../src/domain/placement/tenant-router";
import { Topology } from "../../../../src/domain/membership/topology";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { shardStats, START_NS } from "../../../support/domain/domain-fixtures";
import { NO_WATCHER } from "../../../support/domain/replica-columns";

/** A replica that is put into a table. */
type Member = (table: ReplicaTable) => void;

/** A replica that was heard at lived time 0. */
function replica(shardId: number, regionId: number, heartbeat: Partial<ShardStats> = {}): Member {
  const stats = shardStats({ shardId, regionId, ...heartbeat });
  return (table) => {
    const instant = { monotonicMs: 0, wallNs: START_NS };
    table.record(table.add(stats, 0), new HeartbeatDraft().load(stats), 0, instant, DEFAULT_SETTINGS);
  };
}

/** A replica that was expected from lived time 0 on and has not been heard. */
function pending(shardId: number, regionId: number): Member {
  return (table) => table.add({ shardId, regionId }, 0);
}

/** A table of these replicas, in the states that they are in at a moment. */
function tableOf(members: readonly Member[], livedMs: number): ReplicaTable {
  const table = new ReplicaTable(NO_WATCHER);
  for (const join of members) join(table);
  table.updateStates(livedMs, DEFAULT_SETTINGS);
  return table;
}

interface Given extends Partial<Omit<SnapshotSource, "replicas">> {
  readonly replicas?: readonly Member[];
}

/** What a snapshot is taken of: at lived time 0, of an empty cluster but for what is given. */
function statesOf(table: ReplicaTable, livedMs: number): ReturnType<typeof regionStates> {
  table.updateStates(livedMs, DEFAULT_SETTINGS);
  return regionStates(table, undefined);
}

function source({ replicas = [], ...given }: Given = {}): SnapshotSource {
  const topology = given.topology ?? new Topology();
  return {
    wallNs: START_NS,
    livedMs: 0,
    settings: DEFAULT_SETTINGS,
    names: new RegionNames(new Map([[0, "us-east"]])),
    replicas: tableOf(replicas, given.livedMs ?? 0),
    transitions: new RegionTransitions(),
    topology,
    tenantRouter: new TenantRouter(topology),
    heartbeats: { accepted: 0, stale: 0, retired: 0, rejected: 0 },
    stallSeconds: 0,
    incidents: NOTHING_FOUND,
    work: NO_WORK,
    serviceLevels: new ServiceLevels(),
    isSettled: true,
    ...given,
  };
}

describe("findStates", () => {
  test("has every region with a replica, by its replicas' states", () => {
    const lagging = { replicationLagNs: new Map([[0, 6_000_000_000n]]) };
    const replicas = [replica(0, 0), replica(0, 1, lagging), replica(1, 0), pending(1, 2), pending(2, 1)];
    const table = tableOf(replicas, 0);
    expect(statesOf(table, 30_000)).toEqual(
      new Map([
        [0, "Healthy"],
        [1, "Degraded"],
        [2, "Unknown"],
      ]),
    );
    expect(new Set(statesOf(table, 30_001).values())).toEqual(new Set(["Offline"]));
  });

  test("agrees with the snapshot", () => {
    const replicas = [replica(0, 5), pending(0, 9), pending(1, 5)];
    for (const livedMs of [0, 30_000, 30_001]) {
      const { regions } = takeSnapshot(source({ replicas, livedMs }));
      const statuses = statesOf(tableOf(replicas, 0), livedMs);
      expect(new Map(regions.map(({ regionId, state }) => [regionId, state]))).toEqual(statuses);
    }
  });
});

/** With its listings as arrays. */
function plain(snapshot: ClusterSnapshot): unknown {
  const regions = snapshot.regions.map((region) => ({ ...region, reasons: [...region.reasons] }));
  return { ...snapshot, replicas: [...snapshot.replicas], regions };
}

describe("takeSnapshot", () => {
  test("of an empty cluster is Unknown and full of zeros", () => {
    expect(plain(takeSnapshot(source()))).toEqual({
      takenAtNs: START_NS,
      clusterName: "tidaldb",
      status: "Unknown",
      replicas: [],
      regions: [],
      inboundLag: [],
      followerSeconds: [],
      totalEntities: 0n,
      totalSignalsPerSecond: 0,
      tenantCount: 0,
      unroutableTenantCount: 0,
      topologyShardCount: 0,
      leaderConflictCount: 0,
      shardsWithoutLeader: 0,
      criticalShards: 0,
      incidents: [],
      incidentsNotListed: 0,
      maintenance: [],
      isSettled: true,
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
    expect([...replicas]).toEqual([
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
    expect([...takeSnapshot(source({ replicas: [pending(4, 0)] })).replicas]).toEqual([
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

  test("does not change afterwards, when replicas beat on, leave and make room for others", () => {
    const replicas = tableOf([replica(4, 0), replica(5, 0), pending(6, 1)], 0);
    const snapshot = takeSnapshot({ ...source(), replicas });
    const before = plain(takeSnapshot({ ...source(), replicas }));
    replicas.remove({ shardId: 4, regionId: 0 });
    replica(9, 2, { entityCount: 77n })(replicas);
    const late = { ...shardStats({ shardId: 5, regionId: 0 }), lastHeartbeatNs: START_NS + 9n };
    const instant = { monotonicMs: 1, wallNs: START_NS + 9n };
    const slot = replicas.slotOf(late);
    replicas.record(slot, new HeartbeatDraft().load(late), 1, instant, DEFAULT_SETTINGS);
    expect(plain(snapshot)).toEqual(before);
  });

  test("has the same figures as figures taken alone", () => {
    const given = source({ replicas: [replica(0, 5), pending(0, 9), pending(1, 5)], livedMs: 30_001 });
    expect(takeSnapshot(given)).toMatchObject(takeTotals(given));
  });

  test("does not change afterwards, when heartbeats are counted on", () => {
    const heartbeats = { accepted: 1, stale: 0, retired: 0, rejected: 0 };
    const snapshot = takeSnapshot(source({ heartbeats }));
    heartbeats.accepted = 2;
    expect(snapshot.heartbeats.accepted).toBe(1);
  });
});
