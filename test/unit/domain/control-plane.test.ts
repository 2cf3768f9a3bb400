import { ColumnRoom } from "../../../src/domain/columns/column-room";
import { takeAllSteps } from "../../../src/domain/columns/take-all-steps";
import { ControlPlane } from "../../../src/domain/control-plane";
import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import { ReplicationLagGauge } from "../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../src/domain/placement/tenant-router";
import { Topology } from "../../../src/domain/membership/topology";
import type { ClusterSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import { TestCluster } from "../../support/domain/domain-cluster";
import { fakeClock, shardStats } from "../../support/domain/domain-fixtures";

// What a ControlPlane decides is specified in decisions/, one file per decision. Here is the rest of its surface.

describe("building", () => {
  test("shares the one topology with the router, and exposes what it was built from", () => {
    const cluster = new TestCluster([[0, 0]]);
    expect(cluster.controlPlane.topology).toBe(cluster.topology);
    expect(cluster.controlPlane.tenantRouter).toBe(cluster.router);
    expect(cluster.controlPlane.lagGauge).toBe(cluster.gauge);
  });

  test("without settings has the defaults, and ticks of a second", () => {
    const time = fakeClock();
    const topology = new Topology();
    const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
      clock: time.clock,
    });
    expect(controlPlane.settings).toMatchObject({
      clusterName: "tidaldb",
      offlineAfterMs: 30_000,
      registration: "open",
    });
    controlPlane.tick();
    time.advance(2_000);
    expect(controlPlane.snapshot().stallSeconds).toBe(0);
    time.advance(2_001);
    expect(controlPlane.snapshot().stallSeconds).toBeCloseTo(1.001, 9);
  });

  test("ambiguous region names are refused", () => {
    const regionNames = new Map([
      [0, "eu"],
      [1, "eu"],
    ]);
    expect(() => new TestCluster([], { regionNames })).toThrow(RangeError);
  });

  test("a threshold that is no number is refused: with it nothing would ever be Offline", () => {
    expect(() => new TestCluster([], { offlineAfterMs: NaN })).toThrow(RangeError);
  });
});

describe("configure", () => {
  test("holds from the next look on, for thresholds and for names", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.time.advance(20_000);
    expect(cluster.region(0)).toMatchObject({ name: "0", state: "Healthy" });
    cluster.controlPlane.configure({
      offlineAfterMs: 10_000,
      regionNames: new Map([[0, "us-east"]]),
      clusterName: "prod",
    });
    expect(cluster.region(0)).toMatchObject({ name: "us-east", state: "Offline" });
    expect(cluster.controlPlane.health().cluster).toBe("prod");
  });

  test("leaves what it is not given", () => {
    const cluster = new TestCluster([], { registration: "strict", clusterName: "prod" });
    cluster.controlPlane.configure({ degradedLagMs: 1 });
    expect(cluster.controlPlane.settings).toMatchObject({
      registration: "strict",
      clusterName: "prod",
      degradedLagMs: 1,
    });
  });

  test.each([
    ["ambiguous names", { regionNames: new Map([[0, ""]]), clusterName: "other" }],
    ["a negative duration", { forgetAfterMs: -1, clusterName: "other" }],
  ])("with %s changes nothing at all", (_, settings) => {
    const cluster = new TestCluster();
    const before = cluster.controlPlane.settings;
    expect(() => {
      cluster.controlPlane.configure(settings);
    }).toThrow(RangeError);
    expect(cluster.controlPlane.settings).toBe(before);
  });
});

describe("counting heartbeats", () => {
  test("every heartbeat is counted by what became of it, and those that the wire refused as rejected", () => {
    const cluster = new TestCluster([[0, 0]], { registration: "strict" });
    const outcomes = [
      cluster.beat(0, 0),
      cluster.beat(0, 0),
      cluster.beat(8, 8),
      cluster.beat(0, 0, { diskBytes: -1n }),
    ];
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    outcomes.push(cluster.beat(0, 0));
    cluster.controlPlane.countRejectedHeartbeats(3);
    expect(outcomes).toEqual(["accepted", "stale", "rejected", "rejected", "retired"]);
    expect(cluster.controlPlane.snapshot().heartbeats).toEqual({
      accepted: 1,
      stale: 1,
      retired: 1,
      rejected: 5,
    });
  });

  test("a rejected one says which field, and what was expected", () => {
    const cluster = new TestCluster();
    expect(cluster.controlPlane.recordShardHeartbeat(shardStats({ signalThroughputEps: NaN }))).toEqual({
      result: "rejected",
      field: "signal_throughput_eps",
      message: "signal_throughput_eps: expected a finite number, 0 or more, got NaN",
    });
    expect(cluster.replicas).toEqual([]);
  });
});

describe("recording a draft", () => {
  test("is recording what it says; the draft stays as it is", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.gauge.updateLeaderSeqno(0, 150n);
    cluster.gauge.advance(0, 1, 100n);
    const stats = shardStats({ lastHeartbeatNs: cluster.time.wallNs });
    const draft = new HeartbeatDraft().load(stats);
    expect(cluster.controlPlane.recordHeartbeat(draft)).toEqual({ result: "accepted" });
    expect(cluster.controlPlane.recordHeartbeat(draft)).toEqual({ result: "stale" });
    expect(draft.toStats()).toEqual(stats);
    expect(cluster.replica(0, 0)?.stats?.replicationLag).toEqual(new Map([[1, 50n]]));
  });

  test("heartbeats that arrived together can share one reading of the clock, also a while later", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.controlPlane.tick();
    const instant = cluster.controlPlane.now();
    const arrivedNs = cluster.time.wallNs;
    cluster.time.advance(600_000);
    cluster.controlPlane.tick();
    const draft = new HeartbeatDraft().load(shardStats({ lastHeartbeatNs: arrivedNs }));
    expect(cluster.controlPlane.recordHeartbeat(draft, instant)).toEqual({ result: "accepted" });
    expect(cluster.replica(0, 0)).toMatchObject({ lastArrivalNs: arrivedNs, state: "Healthy" });
  });
});

describe("replaceTopology", () => {
  test("adds, moves and removes until the topology names exactly what it is given", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 0],
      [2, 1],
    ]);
    for (const [shardId, regionId] of cluster.replicas) cluster.beat(shardId, regionId);
    cluster.controlPlane.replaceTopology([
      { shardId: 0, regionId: 0 },
      { shardId: 2, regionId: 2 },
      { shardId: 3, regionId: 1 },
    ]);
    expect(cluster.topology.assignments).toEqual([
      { shardId: 0, regionId: 0 },
      { shardId: 2, regionId: 2 },
      { shardId: 3, regionId: 1 },
    ]);
    expect(cluster.replicas).toEqual([
      [0, 0],
      [2, 2],
      [3, 1],
    ]);
    expect([cluster.beat(1, 0, { role: "follower" }), cluster.beat(2, 1)]).toEqual(["retired", "retired"]);
  });

  test("leaves alone what stays: a reload makes nobody pending again", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.controlPlane.replaceTopology([{ shardId: 0, regionId: 0 }]);
    expect(cluster.replicaState(0, 0)).toBe("Healthy");
  });
});

describe("the lag gauge", () => {
  /** A shard at home in region 0 whose process says through the gauge that follower 1 stands at 100. */
  function withGauge(): TestCluster {
    const cluster = new TestCluster([[0, 0]]);
    cluster.gauge.updateLeaderSeqno(0, 150n);
    cluster.gauge.advance(0, 1, 100n);
    return cluster;
  }

  test("completes the home replica's heartbeat where that says nothing", () => {
    const cluster = withGauge();
    cluster.beat(0, 0);
    expect(cluster.controlPlane.health().shards[0]).toMatchObject({
      leaderSeqno: 150n,
      replicationLag: new Map([[1, 50n]]),
    });
  });

  test("makes a stalled follower's lag in seconds grow although the heartbeats know nothing of it", () => {
    const cluster = withGauge();
    const seconds = [0, 1, 2].map((beat) => {
      cluster.gauge.updateLeaderSeqno(0, 150n + BigInt(beat) * 1_000n);
      cluster.beat(0, 0);
      const lag = cluster.lagSeconds(0, 0, 1);
      cluster.time.advance(5_000);
      return lag;
    });
    expect(seconds).toEqual([0, 5, 10]);
    expect(cluster.regionState(0)).toBe("Degraded");
  });

  test("does not overrule what a heartbeat says itself", () => {
    const cluster = withGauge();
    cluster.beat(0, 0, { leaderSeqno: 160n, replicationLag: new Map([[1, 7n]]) });
    expect(cluster.controlPlane.health().shards[0]).toMatchObject({
      leaderSeqno: 160n,
      replicationLag: new Map([[1, 7n]]),
    });
  });

  test("says nothing about replicas away from home, which do not lead", () => {
    const cluster = withGauge();
    cluster.beat(0, 1, { role: "follower" });
    const follower = cluster.controlPlane.health().shards.find(({ regionId }) => regionId === 1);
    expect(follower?.leaderSeqno).toBeUndefined();
    expect(follower?.replicationLag).toEqual(new Map());
  });

  test("never makes a replica its own follower after its shard moved there", () => {
    const cluster = withGauge();
    cluster.gauge.advance(0, 2, 150n);
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    cluster.gauge.updateLeaderSeqno(0, 9_000n);
    cluster.beat(0, 1);
    expect(cluster.controlPlane.health().shards[0]?.replicationLag).toEqual(new Map([[2, 8_850n]]));
  });

  test("leaves what a heartbeat itself says of its own region, odd as it is", () => {
    const cluster = withGauge();
    cluster.beat(0, 0, { replicationLag: new Map([[0, 3n]]) });
    expect(cluster.controlPlane.health().shards[0]?.replicationLag).toEqual(
      new Map([
        [0, 3n],
        [1, 50n],
      ]),
    );
  });

  test("forgets a removed shard, and a removed region as a follower", () => {
    const cluster = withGauge();
    cluster.gauge.advance(0, 2, 100n);
    cluster.controlPlane.removeRegion(2);
    expect(cluster.gauge.lagByFollower(0)).toEqual(new Map([[1, 50n]]));
    cluster.controlPlane.removeShard(0);
    expect(cluster.gauge.leaderSeqno(0)).toBeUndefined();
  });
});

describe("many regions at once", () => {
  test("two thousand regions that all change in one tick are each reported with their own reasons", () => {
    const cluster = new TestCluster(Array.from({ length: 2_000 }, (_, id) => [id, id] as const));
    cluster.time.advance(30_001);
    const transitions = cluster.controlPlane.tick();
    expect(transitions).toHaveLength(2_000);
    for (const { regionId, to, reasons } of transitions) {
      expect(to).toBe("Offline");
      expect(Array.from(reasons, ({ shardId }) => shardId)).toEqual([regionId]);
    }
  });
});

describe("a snapshot in steps", () => {
  function cluster(): TestCluster {
    const made = new TestCluster([
      [0, 0],
      [1, 1],
    ]);
    made.beat(0, 0, { entityCount: 5n, replicationLag: new Map([[1, 7n]]) });
    made.beat(1, 1, { entityCount: 6n });
    return made;
  }

  function plain({ replicas, regions, ...rest }: ClusterSnapshot): object {
    return {
      ...rest,
      replicas: [...replicas],
      regions: regions.map(({ reasons, ...region }) => ({ ...region, reasons: [...reasons] })),
    };
  }

  test("is what the snapshot in one piece is, also where another was kept before", () => {
    const { controlPlane } = cluster();
    const room = new ColumnRoom();
    for (let time = 0; time < 2; time += 1) {
      const inSteps = takeAllSteps(controlPlane.snapshotInSteps(room));
      expect(plain(inSteps)).toEqual(plain(controlPlane.snapshot()));
    }
  });

  test("has the totals of its first step and the replicas of its second, and changes no more until the next", () => {
    const made = cluster();
    const room = new ColumnRoom();
    const steps = made.controlPlane.snapshotInSteps(room);
    expect(steps.next().done).toBe(false);
    made.beat(1, 1, { entityCount: 100n });
    const snapshot = takeAllSteps(steps);
    made.beat(1, 1, { entityCount: 200n });
    expect(snapshot.totalEntities).toBe(11n);
    expect(snapshot.replicas.at(1)?.stats?.entityCount).toBe(100n);
  });
});
