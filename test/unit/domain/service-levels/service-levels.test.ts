import { TestCluster } from "../../../support/domain/domain-cluster";
import { msToNs } from "../../../support/domain/domain-fixtures";
import { maintenanceWindow } from "../../../support/domain/maintenance-window";

const BEAT_MS = 5_000;
const [US, EU, AP] = [0, 1, 2];

/** The seconds that are not 0, by state; what planned work explains has a star. */
function seconds(cluster: TestCluster, regionId: number): Readonly<Record<string, number>> {
  const listed = cluster.region(regionId)?.stateSeconds ?? [];
  return Object.fromEntries(
    listed
      .filter((each) => each.seconds > 0)
      .map((each) => [`${each.state}${each.isAnnounced ? "*" : ""}`, each.seconds]),
  );
}

function followerSeconds(cluster: TestCluster, regionId: number): object | undefined {
  return cluster.controlPlane.totals().followerSeconds?.find((each) => each.regionId === regionId)?.seconds;
}

/** Lets these replicas, (shard, region), beat for a while. */
function beat(
  cluster: TestCluster,
  durationMs: number,
  replicas: readonly (readonly [number, number])[],
  overrides: Parameters<TestCluster["beat"]>[2] = {},
): void {
  cluster.run(durationMs, (elapsedMs) => {
    if (elapsedMs % BEAT_MS !== 0) return;
    for (const [shardId, regionId] of replicas) cluster.beat(shardId, regionId, overrides);
  });
}

function lag(followerId: number, lagMs: number): Parameters<TestCluster["beat"]>[2] {
  return {
    replicationLagNs: new Map([[followerId, msToNs(lagMs)]]),
    replicationLag: new Map([[followerId, 9n]]),
  };
}

describe("seconds of regions by state", () => {
  test("begin at the first look and count every state, Unknown too, from the moment at which it was found", () => {
    const cluster = new TestCluster([[0, US]]);
    cluster.controlPlane.tick();
    expect(seconds(cluster, US)).toEqual({});
    beat(cluster, 60_000, [[0, US]]);
    expect(seconds(cluster, US)).toEqual({ Unknown: 5, Healthy: 55 });
    // 30 s of silence are Healthy still, and the tick that finds more than that comes a second later.
    cluster.run(91_000);
    expect(seconds(cluster, US)).toEqual({ Unknown: 5, Healthy: 86, Offline: 60 });
  });

  test("add up to the time that this process lived, and leave out what it stood still", () => {
    const cluster = new TestCluster([[0, US]]);
    cluster.controlPlane.tick();
    beat(cluster, 60_000, [[0, US]]);
    cluster.time.advance(600_000);
    cluster.controlPlane.tick();
    beat(cluster, 10_000, [[0, US]]);
    const sum = Object.values(seconds(cluster, US)).reduce((a, b) => a + b, 0);
    expect(sum).toBeGreaterThanOrEqual(69);
    expect(sum).toBeLessThanOrEqual(71);
  });

  test("never fall, and end with the region: one that comes back begins at 0", () => {
    const cluster = new TestCluster([[0, US]]);
    beat(cluster, 60_000, [[0, US]]);
    cluster.controlPlane.removeRegion(US);
    cluster.run(10_000);
    expect(cluster.region(US)).toBeUndefined();
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: US });
    cluster.run(3_000);
    expect(seconds(cluster, US)).toEqual({ Unknown: 2 });
  });

  test("count a stretch once, however often somebody looks in it", () => {
    const cluster = new TestCluster([[0, US]]);
    cluster.controlPlane.tick();
    beat(cluster, 20_000, [[0, US]]);
    for (let look = 0; look < 10; look += 1) {
      cluster.time.advance(100);
      cluster.controlPlane.totals();
    }
    expect(seconds(cluster, US)).toEqual({ Unknown: 5, Healthy: 16 });
  });

  test("have every state of a region that was never looked at, with zeros", () => {
    const cluster = new TestCluster([[0, US]]);
    expect(cluster.region(US)?.stateSeconds).toEqual([
      { state: "Healthy", isAnnounced: false, seconds: 0 },
      { state: "Degraded", isAnnounced: false, seconds: 0 },
      { state: "Degraded", isAnnounced: true, seconds: 0 },
      { state: "Offline", isAnnounced: false, seconds: 0 },
      { state: "Offline", isAnnounced: true, seconds: 0 },
      { state: "Unknown", isAnnounced: false, seconds: 0 },
    ]);
  });
});

describe("planned work", () => {
  const HOMES = [
    [0, US],
    [1, US],
    [2, EU],
  ] as const;

  /** Both shards of region 0 fall silent, after they were heard once; 60 s of it are Offline. */
  function outage(windows: readonly Parameters<typeof maintenanceWindow>[0][]): TestCluster {
    const cluster = new TestCluster(HOMES);
    const untilNs = cluster.time.wallNs + msToNs(3_600_000);
    cluster.controlPlane.maintenance.replace(
      windows.map((window, id) => maintenanceWindow({ id: String(id), ...window, untilNs })),
    );
    beat(cluster, 10_000, HOMES);
    beat(cluster, 91_000, [[2, EU]]);
    return cluster;
  }

  test.each<[string, Parameters<typeof outage>[0], object]>([
    ["on the region as a whole", [{ regionId: US }], { Healthy: 36, "Offline*": 60 }],
    [
      "on every replica in it",
      [{ shardId: 0, regionId: US }, { shardId: 1 }],
      { Healthy: 36, "Offline*": 60 },
    ],
    ["on one of its two replicas", [{ shardId: 0, regionId: US }], { Healthy: 36, Offline: 60 }],
    ["on another region", [{ regionId: EU }], { Healthy: 36, Offline: 60 }],
    ["on the same shards elsewhere", [{ shardId: 0, regionId: EU }], { Healthy: 36, Offline: 60 }],
    ["nowhere", [], { Healthy: 36, Offline: 60 }],
  ])("%s", (_, windows, expected) => {
    expect(seconds(outage(windows), US)).toMatchObject(expected);
    expect(Object.keys(seconds(outage(windows), US))).toHaveLength(3);
  });

  test("explains no time in which the region is Healthy, and none after its end", () => {
    const cluster = new TestCluster([[0, US]]);
    const untilNs = cluster.time.wallNs + msToNs(60_000);
    cluster.controlPlane.maintenance.replace([maintenanceWindow({ regionId: US, untilNs })]);
    beat(cluster, 10_000, [[0, US]]);
    cluster.run(91_000);
    const counted = seconds(cluster, US);
    expect(counted).toMatchObject({ Healthy: 36 });
    expect((counted["Offline*"] ?? 0) + (counted["Offline"] ?? 0)).toBe(60);
    expect(counted["Offline"]).toBeGreaterThanOrEqual(40);
  });
});

describe("seconds of followers by lag", () => {
  test("count each follower of each shard, in the region that follows", () => {
    const cluster = new TestCluster([
      [0, US],
      [1, US],
    ]);
    beat(
      cluster,
      5_000,
      [
        [0, US],
        [1, US],
      ],
      lag(EU, 5_000),
    );
    beat(
      cluster,
      10_000,
      [
        [0, US],
        [1, US],
      ],
      lag(EU, 5_000),
    );
    // Exactly at the limit is not over it.
    expect(followerSeconds(cluster, EU)).toEqual({ fresh: 20, late: 0, announcedLate: 0 });
    cluster.beat(0, US, lag(EU, 5_001));
    cluster.controlPlane.tick();
    cluster.run(3_000);
    expect(followerSeconds(cluster, EU)).toEqual({ fresh: 23, late: 3, announcedLate: 0 });
    expect(followerSeconds(cluster, US)).toBeUndefined();
  });

  test("leave out what an Offline replica said last, and keep what was counted", () => {
    const cluster = new TestCluster([[0, US]]);
    beat(cluster, 5_000, [[0, US]], lag(EU, 9_000));
    cluster.run(100_000);
    const [before, after] = [
      followerSeconds(cluster, EU),
      (cluster.run(60_000), followerSeconds(cluster, EU)),
    ];
    expect(before).toEqual({ fresh: 0, late: 31, announcedLate: 0 });
    expect(after).toEqual(before);
  });

  test.each<[string, Parameters<typeof maintenanceWindow>[0]]>([
    ["the region that follows", { regionId: EU }],
    ["the region that leads", { regionId: US }],
    ["the shard", { shardId: 0 }],
    ["the following replica", { shardId: 0, regionId: EU }],
  ])("tell apart what planned work on %s explains", (_, window) => {
    const cluster = new TestCluster([[0, US]]);
    const untilNs = cluster.time.wallNs + msToNs(3_600_000);
    cluster.controlPlane.maintenance.replace([maintenanceWindow({ ...window, untilNs })]);
    beat(cluster, 5_000, [[0, US]], lag(EU, 9_000));
    beat(cluster, 10_000, [[0, US]], lag(EU, 9_000));
    beat(cluster, 10_000, [[0, US]], lag(EU, 0));
    // The first heartbeat of the last ten seconds comes after five.
    expect(followerSeconds(cluster, EU)).toEqual({ fresh: 5, late: 0, announcedLate: 15 });
  });

  test("do not take planned work elsewhere for an excuse", () => {
    const cluster = new TestCluster([[0, US]]);
    const untilNs = cluster.time.wallNs + msToNs(3_600_000);
    cluster.controlPlane.maintenance.replace([maintenanceWindow({ shardId: 0, regionId: AP, untilNs })]);
    beat(cluster, 15_000, [[0, US]], lag(EU, 9_000));
    expect(followerSeconds(cluster, EU)).toEqual({ fresh: 0, late: 10, announcedLate: 0 });
  });

  test("end with a region that nothing knows any more, and begin at 0 when it comes back", () => {
    const cluster = new TestCluster([[0, US]]);
    beat(cluster, 15_000, [[0, US]], lag(EU, 0));
    beat(cluster, 10_000, [[0, US]], lag(AP, 0));
    expect(followerSeconds(cluster, EU)).toBeUndefined();
    beat(cluster, 10_000, [[0, US]], lag(EU, 0));
    expect(followerSeconds(cluster, EU)).toEqual({ fresh: 5, late: 0, announcedLate: 0 });
    expect(followerSeconds(cluster, 7)).toBeUndefined();
  });
});
