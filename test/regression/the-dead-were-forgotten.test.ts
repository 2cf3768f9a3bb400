import { takeAllSteps } from "../../src/domain/columns/take-all-steps";
import type { KeptMembership } from "../../src/domain/membership/membership-record";
import type { ControlPlaneSettings } from "../../src/domain/terms/control-plane-settings";
import { RunningExporter } from "../support/app/running-exporter";
import { TestCluster } from "../support/domain/domain-cluster";
import type { Home } from "../support/domain/domain-cluster";
import { someRows, triesAll } from "../support/property-runs";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BEAT_MS = 5_000;

/** Lets some replicas beat every five seconds for a while. The first leads. */
function beating(cluster: TestCluster, durationMs: number, ...replicas: readonly Home[]): void {
  cluster.run(durationMs, (elapsedMs) => {
    if (elapsedMs % BEAT_MS !== 0) return;
    for (const [shardId, regionId] of replicas) {
      const isHome = cluster.topology.homeOf(shardId) === regionId;
      cluster.beat(shardId, regionId, { role: isHome ? "leader" : "follower" });
    }
  });
}

/** Another process with what this one kept. */
function restarted(cluster: TestCluster, settings: Partial<ControlPlaneSettings> = {}): TestCluster {
  return startedWith(takeAllSteps(cluster.controlPlane.membershipRecord.presentInSteps()), settings);
}

function startedWith(kept: KeptMembership, settings: Partial<ControlPlaneSettings> = {}): TestCluster {
  const homes = kept.shards.map(({ shardId, regionId }): Home => [shardId, regionId]);
  const cluster = new TestCluster(homes, settings);
  cluster.controlPlane.membershipRecord.restore(kept.retired, kept.known);
  return cluster;
}

/** Shard 0 at home in region 0 and followed in region 1; region 0 died a minute ago. */
function withDeadHome(): TestCluster {
  const cluster = new TestCluster([[0, 0]]);
  beating(cluster, MINUTE_MS, [0, 0], [0, 1]);
  beating(cluster, MINUTE_MS, [0, 1]);
  expect(cluster.regionState(0)).toBe("Offline");
  return cluster;
}

describe("shards that fail over away from a dead region", () => {
  test("do not hide it", () => {
    const cluster = withDeadHome();
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    beating(cluster, HOUR_MS, [0, 1]);
    expect(cluster.regionState(0)).toBe("Offline");
    expect(cluster.regionState(1)).toBe("Healthy");
  });

  test("do not hide it after a restart of the exporter either", () => {
    const before = withDeadHome();
    before.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    const cluster = restarted(before);
    expect(cluster.regionState(0)).toBe("Unknown");
    beating(cluster, 15_000, [0, 1]);
    expect(cluster.regionState(0)).toBe("Offline");
  });

  test.each<[string, (cluster: TestCluster) => void, string | undefined]>([
    ["follows", (cluster) => void cluster.beat(0, 0, { role: "follower" }), "Healthy"],
    ["claims to lead", (cluster) => void cluster.beat(0, 0, { role: "leader" }), undefined],
    ["is removed with its region", ({ controlPlane }) => controlPlane.removeRegion(0), undefined],
    ["is removed with its shard", ({ controlPlane }) => controlPlane.removeShard(0), undefined],
    [
      "is the home again",
      ({ controlPlane }) => {
        controlPlane.updateTopology({ shardId: 0, regionId: 0 });
      },
      "Offline",
    ],
  ])("one that %s is what it is then", (_, act, state) => {
    const cluster = withDeadHome();
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    act(cluster);
    expect(cluster.regionState(0)).toBe(state);
  });

  test.each<[string, number, string | undefined]>([
    ["alive", 0, undefined],
    ["late by a heartbeat", 9_000, undefined],
    ["overdue, as when a cluster fails over before we call it Offline", 11_000, "Offline"],
  ])("a home that is %s at the move", (_, silentMs, stateLater) => {
    const cluster = new TestCluster([[0, 0]]);
    beating(cluster, MINUTE_MS, [0, 0], [0, 1]);
    beating(cluster, silentMs, [0, 1]);
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    beating(cluster, MINUTE_MS, [0, 1]);
    expect(cluster.regionState(0)).toBe(stateLater);
  });

  test("a home that was never heard is a slip of the pen, and leaves", () => {
    const cluster = new TestCluster([[0, 7]]);
    beating(cluster, MINUTE_MS, [1, 1]);
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    expect(cluster.regionState(7)).toBeUndefined();
  });
});

describe("a follower that died", () => {
  function withDeadFollower(): TestCluster {
    const cluster = new TestCluster([[0, 0]]);
    beating(cluster, MINUTE_MS, [0, 0], [0, 1]);
    beating(cluster, MINUTE_MS, [0, 0]);
    return cluster;
  }

  test("is silent after a restart of the exporter", () => {
    const cluster = restarted(withDeadFollower());
    beating(cluster, 15_000, [0, 0]);
    expect(cluster.regionState(1)).toBe("Offline");
  });

  test("is forgotten by a restart where its region may not be any more", () => {
    const cluster = restarted(withDeadFollower(), { registration: "strict" });
    expect(cluster.regionState(1)).toBeUndefined();
  });

  const leading = { role: "leader", replicationLag: new Map([[1, 0n]]) } as const;

  test.each<[string, Partial<ControlPlaneSettings>, boolean, string | undefined]>(
    someRows(
      [
        ["that the leader names is not forgotten", {}, true, "Offline"],
        ["that the configuration names is not", { regionNames: new Map([[1, "eu-west"]]) }, false, "Offline"],
        ["that nobody names any more is", {}, false, undefined],
      ],
      1,
    ),
  )("for a day, in a region %s", (_, settings, isNamed, state) => {
    const cluster = new TestCluster([[0, 0]], { ...settings, forgetAfterMs: HOUR_MS });
    beating(cluster, MINUTE_MS, [0, 0], [0, 1], [3, 1]);
    cluster.run(2 * HOUR_MS, (elapsedMs) => {
      if (elapsedMs % BEAT_MS === 0) cluster.beat(0, 0, isNamed ? leading : { role: "leader" });
    });
    expect(cluster.regionState(1)).toBe(state);
    // One keeps the region known; the others are as good as gone.
    expect(cluster.replicas.filter(([, regionId]) => regionId === 1)).toHaveLength(
      state === undefined ? 0 : 1,
    );
  });
});

describe("an exporter that ends every 25 seconds", () => {
  test("finds out what is dead", () => {
    let cluster = new TestCluster([
      [0, 0],
      [1, 1],
    ]);
    beating(cluster, 20_000, [0, 0], [1, 1]);
    const states: unknown[] = [];
    for (let life = 0; life < 3; life += 1) {
      cluster = restarted(cluster);
      beating(cluster, 25_000, [0, 0]);
      states.push([cluster.regionState(0), cluster.regionState(1)]);
    }
    expect(states).toEqual([
      ["Healthy", "Unknown"],
      ["Healthy", "Offline"],
      ["Healthy", "Offline"],
    ]);
  });

  test.each([
    ["an hour", HOUR_MS],
    ["no time", 0],
    ["a wall clock that went back an hour", -HOUR_MS],
  ])("does not take the time without it for silence: %s", (_, awayMs) => {
    const before = new TestCluster([[0, 0]]);
    beating(before, MINUTE_MS, [0, 0], [0, 1]);
    const cluster = restarted(before);
    cluster.time.set({ wallNs: before.time.wallNs + BigInt(awayMs) * 1_000_000n });
    cluster.run(9_000);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Unknown", "Unknown"]);
    beating(cluster, BEAT_MS, [0, 0], [0, 1]);
    expect([cluster.regionState(0), cluster.regionState(1)]).toEqual(["Healthy", "Healthy"]);
  });

  test("gives everybody a third of what is Offline to be heard, however long they were silent", () => {
    const cluster = restarted(withDeadHome());
    cluster.run(10_000);
    expect(cluster.regionState(0)).toBe("Unknown");
    cluster.beat(0, 0);
    expect(cluster.regionState(0)).toBe("Healthy");
  });
});

describe("a follower that a live leader names", () => {
  const leading = { role: "leader", replicationLag: new Map([[1, 0n]]) } as const;

  /** Shard 0 led in region 0 that names region 1 as its follower; shard 5 led in region 2, and others as given. */
  function afterTwoMinutes(
    others: readonly (readonly [number, number, "follower" | undefined])[],
    settings: Partial<ControlPlaneSettings> = {},
  ): TestCluster {
    const cluster = new TestCluster(
      [
        [0, 0],
        [5, 2],
      ],
      settings,
    );
    cluster.run(2 * MINUTE_MS, (elapsedMs) => {
      if (elapsedMs % BEAT_MS !== 0) return;
      cluster.beat(0, 0, leading);
      cluster.beat(5, 2);
      for (const [shardId, regionId, role] of others) cluster.beat(shardId, regionId, role ? { role } : {});
    });
    return cluster;
  }

  test.each<[string, Parameters<typeof afterTwoMinutes>, string | undefined]>(
    someRows(
      [
        [
          "is silent where other followers beat, also after a restart without a store",
          [[[5, 0, "follower"]]],
          "Offline",
        ],
        ["is so where followers do not say what they are", [[[5, 0, undefined]]], "Offline"],
        ["is nobody's business where only leaders beat", [[]], undefined],
        ["is alive when it beats", [[[0, 1, "follower"]]], "Healthy"],
        [
          "is not expected where strict registration does not let it in",
          [[[5, 0, "follower"]], { registration: "strict" }],
          undefined,
        ],
        ["is not expected beyond the bound", [[[5, 0, "follower"]], { maxUnknownReplicas: 1 }], undefined],
      ],
      3,
    ),
  )("%s", (_, cluster, state) => {
    expect(afterTwoMinutes(...cluster).regionState(1)).toBe(state);
  });

  test("falls silent together with the rest of a region that is down at the start", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 1],
      [5, 2],
    ]);
    const states = new Set<unknown>();
    cluster.run(2 * MINUTE_MS, (elapsedMs) => {
      if (elapsedMs % BEAT_MS !== 0) return;
      cluster.beat(0, 0, leading);
      cluster.beat(5, 2);
      cluster.beat(5, 0, { role: "follower" });
      states.add(cluster.regionState(1));
    });
    expect([...states]).toEqual(["Unknown", "Offline"]);
  });

  test("stays away once its region was removed, although the leader goes on naming it", () => {
    const cluster = afterTwoMinutes([[5, 0, "follower"]]);
    cluster.controlPlane.removeRegion(1);
    cluster.run(MINUTE_MS, () => cluster.beat(0, 0, leading));
    expect(cluster.regionState(1)).toBeUndefined();
  });

  const MANY = triesAll() ? 10_000 : 3_000;

  test("is found among thousands of replicas, some each second", () => {
    const cluster = new TestCluster([]);
    for (let shardId = 0; shardId < MANY; shardId += 1) cluster.beat(shardId, 0, leading);
    cluster.beat(MANY - 1, 1, { role: "follower" });
    cluster.run(10_000);
    expect(cluster.replicas).toHaveLength(2 * MANY);
  });
});

test("what is kept is bounded, whatever names itself", () => {
  const most = triesAll() ? 65_536 : 10_000;
  const cluster = new TestCluster([], { maxUnknownRegions: 65_536, maxUnknownReplicas: most });
  for (let id = 0; id < most + 4; id += 1) cluster.beat(id % 8_000, Math.floor(id / 8_000) + 1);
  expect(takeAllSteps(cluster.controlPlane.membershipRecord.presentInSteps()).known).toHaveLength(most);
});

describe("with a state file", () => {
  let exporter: RunningExporter;

  beforeEach(async () => {
    exporter = await RunningExporter.start("storage: { kind: file, path: FOLDER/state.json }\n");
  });

  afterEach(async () => {
    await exporter.remove();
  });

  test("a follower that was heard once is expected after a restart", async () => {
    await exporter.heartbeat({ shard_id: 3, region_id: 1, role: "follower" });
    await exporter.restart();
    const health = (await (await exporter.request("/health.json")).json()) as { shards: unknown };
    expect(health.shards).toMatchObject([{ shard_id: 3, region_id: 1, last_heartbeat_ns: 0 }]);
  });
});
