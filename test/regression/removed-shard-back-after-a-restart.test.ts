import { takeAllSteps } from "../../src/domain/columns/take-all-steps";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { StoredClusterAdmin } from "../../src/app/cluster/stored-cluster-admin";
import { MAX_MOVED } from "../../src/domain/membership/retirement";
import type { Store } from "../../src/store/store";
import { RunningExporter } from "../support/app/running-exporter";
import { TestCluster } from "../support/domain/domain-cluster";
import type { Home } from "../support/domain/domain-cluster";
import { UnreliableStore } from "../support/store/unreliable-store";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe("after a restart of the whole exporter", () => {
  let exporter: RunningExporter;

  beforeEach(async () => {
    exporter = await RunningExporter.start("storage: { kind: file, path: FOLDER/state.json }\n");
  });

  afterEach(async () => {
    await exporter.remove();
  });

  function change(method: string, path: string, body?: string): Promise<Response> {
    return exporter.request(`/api/v1/topology/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body }),
    });
  }

  async function beat(shardId: number, regionId: number): Promise<unknown> {
    return (await exporter.heartbeat({ shard_id: shardId, region_id: regionId })).json();
  }

  test.each<[string, () => Promise<unknown>]>([
    ["removed shard", () => change("DELETE", "shards/3")],
    ["replica whose shard moved", () => change("PUT", "shards/3", '{"region_id":1}')],
    ["removed region", () => change("DELETE", "regions/0")],
  ])("a %s that still talks stays away", async (_, leave) => {
    await change("PUT", "shards/3", '{"region_id":0}');
    await beat(3, 0);
    await leave();
    expect(await beat(3, 0)).toMatchObject({ retired: 1 });
    await exporter.restart();
    expect(await beat(3, 0)).toMatchObject({ retired: 1, accepted: 0 });
    await exporter.restart();
    expect(await beat(3, 0)).toMatchObject({ retired: 1, accepted: 0 });
  });

  test("a shard that registered itself and was removed stays away, and returns when the topology names it", async () => {
    await beat(99, 4);
    expect((await change("DELETE", "shards/99")).status).toBe(204);
    await exporter.restart();
    expect(await beat(99, 4)).toMatchObject({ retired: 1 });
    await change("PUT", "shards/99", '{"region_id":4}');
    await exporter.restart();
    expect(await beat(99, 4)).toMatchObject({ accepted: 1 });
  });

  test("a file of before, which knows nothing of what left, is read, and is written as before while nothing left", async () => {
    const path = join(dirname(exporter.configPath), "state.json");
    await change("PUT", "shards/3", '{"region_id":0}');
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      version: 1,
      topology: { shards: [{ shard_id: 3, region_id: 0 }] },
      tenants: [],
    });
    await change("PUT", "shards/3", '{"region_id":1}');
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      version: 2,
      retired: [{ shard_id: 3, region_id: 0 }],
    });
  });
});

/** A cluster on a clock that is moved by hand, built from a store as the exporter builds it. */
async function started(
  store: Store,
  wallNs?: bigint,
): Promise<{ cluster: TestCluster; admin: StoredClusterAdmin }> {
  const { shards, retired } = await store.load();
  const cluster = new TestCluster(shards.map(({ shardId, regionId }): Home => [shardId, regionId]));
  if (wallNs !== undefined) cluster.time.set({ wallNs });
  cluster.controlPlane.membershipRecord.restore(retired);
  return { cluster, admin: new StoredClusterAdmin(store, cluster.controlPlane) };
}

describe("what is remembered over restarts", () => {
  test.each([
    [3.9, 1],
    [4.1, 0],
  ])(
    "is forgotten after a day of silence: 20 h without an exporter and %d h with one leave %d",
    async (hours, remembered) => {
      const store = new UnreliableStore();
      const first = await started(store);
      first.cluster.beat(99, 4);
      await first.admin.removeShard(99);

      const later = first.cluster.time.wallNs + BigInt(20 * HOUR_MS) * 1_000_000n;
      const second = await started(store, later);
      second.cluster.time.advance(hours * HOUR_MS);
      second.cluster.controlPlane.tick();
      expect(
        takeAllSteps(second.cluster.controlPlane.membershipRecord.presentInSteps()).retired,
      ).toHaveLength(remembered);
    },
  );

  test("is not forgotten unheard: after a week without an exporter, whoever still talks has the time to be heard", async () => {
    const store = new UnreliableStore();
    const first = await started(store);
    first.cluster.beat(99, 4);
    await first.admin.removeShard(99);

    const later = first.cluster.time.wallNs + BigInt(7 * DAY_MS) * 1_000_000n;
    const second = await started(store, later);
    second.cluster.run(29_000);
    expect(second.cluster.beat(99, 4)).toBe("retired");
    second.cluster.run(60_000);
    expect(second.cluster.beat(99, 4)).toBe("retired");
  });

  test("is not older than it can be when the clock was set back in between", async () => {
    const store = new UnreliableStore();
    const first = await started(store);
    first.cluster.beat(99, 4);
    await first.admin.removeShard(99);
    const second = await started(store, first.cluster.time.wallNs - BigInt(DAY_MS) * 1_000_000n);
    expect(takeAllSteps(second.cluster.controlPlane.membershipRecord.presentInSteps()).retired).toEqual([
      { shardId: 99, silentSinceNs: second.cluster.time.wallNs },
    ]);
  });

  test("heartbeats of what left are not saved one by one, only now and then, and only when there were any", async () => {
    const store = new UnreliableStore();
    const { cluster, admin } = await started(store);
    cluster.beat(99, 4);
    await admin.removeShard(99);
    const saves = store.saved.length;
    await admin.keepRetirements();
    expect(store.saved).toHaveLength(saves);
    for (let second = 0; second < 100; second += 1) {
      cluster.time.advance(1_000);
      cluster.beat(99, 4);
    }
    expect(store.saved).toHaveLength(saves);
    await admin.keepRetirements();
    await admin.keepRetirements();
    expect(store.saved).toHaveLength(saves + 1);
    expect(store.saved.at(-1)?.retired).toEqual([{ shardId: 99, silentSinceNs: cluster.time.wallNs }]);
  });

  test("a change that could not be kept leaves what left as it was", async () => {
    const store = new UnreliableStore();
    const { cluster, admin } = await started(store);
    cluster.beat(99, 4);
    store.isFailing = true;
    await expect(admin.removeShard(99)).rejects.toThrow("memory: no room left");
    cluster.time.advance(1_000);
    expect(cluster.beat(99, 4)).toBe("accepted");
  });

  test("what is saved before a change is what the control plane has after it", async () => {
    const store = new UnreliableStore();
    const { cluster, admin } = await started(store);
    for (const regionId of [0, 1, 2]) await admin.assignShard({ shardId: regionId, regionId });
    await admin.assignShard({ shardId: 0, regionId: 1 });
    await admin.assignShard({ shardId: 0, regionId: 0 });
    await admin.removeShard(2);
    await admin.assignShard({ shardId: 1, regionId: 2 });
    await admin.removeRegion(2);
    const { shards, retired, known } = takeAllSteps(cluster.controlPlane.membershipRecord.presentInSteps());
    expect(store.saved.at(-1)).toEqual({ shards, retired, known, tenants: [] });
    expect(retired.map(({ shardId, regionId }) => [shardId, regionId])).toEqual([
      [0, 1],
      [1, 1],
      [2, undefined],
      [1, undefined],
      [undefined, 2],
    ]);
  });

  test("is bounded: of the replicas that moved, the longest silent is forgotten first", () => {
    const cluster = new TestCluster([[0, 0]]);
    const moveThrough = (shardId: number, regions: number): void => {
      for (let regionId = 0; regionId < regions; regionId += 1) {
        cluster.controlPlane.updateTopology({ shardId, regionId });
      }
    };
    moveThrough(0, MAX_MOVED);
    expect(cluster.beat(0, 1)).toBe("retired");
    moveThrough(1, 10);
    const { retired } = takeAllSteps(cluster.controlPlane.membershipRecord.presentInSteps());
    expect(retired).toHaveLength(MAX_MOVED);
    expect(cluster.beat(0, 1)).toBe("retired");
    expect(cluster.beat(0, 2)).toBe("accepted");
  });
});
