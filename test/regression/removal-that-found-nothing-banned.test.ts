import { statSync } from "node:fs";
import { join, dirname } from "node:path";
import { RunningExporter } from "../support/app/running-exporter";
import { TestCluster } from "../support/domain/domain-cluster";

const KEPT_IN_FILE = "storage: { kind: file, path: FOLDER/state.json }\n";
const DECLARED = "topology: { shards: [ { shard_id: 0, region_id: 0 } ] }\n";

let exporter: RunningExporter;
let isRunning = false;

async function start(config: string): Promise<void> {
  exporter = await RunningExporter.start(config);
  isRunning = true;
}

afterEach(async () => {
  if (isRunning) await exporter.remove();
  isRunning = false;
});

function remove(path: string): Promise<Response> {
  return exporter.request(path, { method: "DELETE" });
}

async function beat(shardId: number, regionId: number): Promise<unknown> {
  return (await exporter.heartbeat({ shard_id: shardId, region_id: regionId })).json();
}

describe("with a state file", () => {
  const statePath = (): string => join(dirname(exporter.configPath), "state.json");

  beforeEach(async () => {
    await start(KEPT_IN_FILE);
    await exporter.request("/api/v1/topology/shards/0", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: '{"region_id":0}',
    });
  });

  test.each([
    ["a shard that nobody knows", "/api/v1/topology/shards/99"],
    ["a region that nobody knows", "/api/v1/topology/regions/9"],
    ["a tenant that nobody registered", "/api/v1/tenants/5"],
  ])("removing %s is a 404 that writes nothing, and keeps nobody away", async (_, path) => {
    const before = statSync(statePath(), { bigint: true });
    expect((await remove(path)).status).toBe(404);
    const after = statSync(statePath(), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    expect(await beat(99, 9)).toMatchObject({ accepted: 1, retired: 0 });
  });

  test.each([
    ["shard", "/api/v1/topology/shards/99"],
    ["region", "/api/v1/topology/regions/9"],
  ])("removing a %s that registered itself works and says so, once", async (_, path) => {
    await beat(99, 9);
    expect((await remove(path)).status).toBe(204);
    expect(await exporter.metrics('tidaldb_shard_up{shard="99"')).toEqual([]);
    expect(await beat(99, 9)).toMatchObject({ accepted: 0, retired: 1 });
    expect((await remove(path)).status).toBe(404);
  });
});

describe("with topology and tenants in the configuration", () => {
  beforeEach(async () => {
    await start(DECLARED);
  });

  test.each([
    ["shard", "/api/v1/topology/shards/99"],
    ["region", "/api/v1/topology/regions/9"],
  ])("a %s that registered itself can be removed, until the next start", async (_, path) => {
    await beat(99, 9);
    expect((await remove(path)).status).toBe(204);
    expect(await beat(99, 9)).toMatchObject({ accepted: 0, retired: 1 });
    expect((await exporter.request("/-/reload", { method: "POST" })).status).toBe(200);
    expect(await beat(99, 9)).toMatchObject({ accepted: 0, retired: 1 });
    await exporter.restart();
    expect(await beat(99, 9)).toMatchObject({ accepted: 1, retired: 0 });
  });

  test("what the configuration declares is not removed, and it says where it is declared", async () => {
    await beat(0, 0);
    for (const path of ["/api/v1/topology/shards/0", "/api/v1/topology/regions/0"]) {
      expect((await remove(path)).status).toBe(409);
    }
    expect(await beat(0, 0)).toMatchObject({ accepted: 1 });
  });
});

test("the control plane itself bans nothing that it did not find", () => {
  const cluster = new TestCluster([[0, 0]]);
  expect(cluster.controlPlane.removeShard(99)).toBe(false);
  expect(cluster.controlPlane.removeRegion(9)).toBe(false);
  expect([cluster.beat(99, 9), cluster.beat(99, 0)]).toEqual(["accepted", "accepted"]);
});

test("a region that only the lag gauge was told of as a follower can be removed, and the gauge forgets it", () => {
  const cluster = new TestCluster([[0, 0]]);
  cluster.gauge.updateLeaderSeqno(0, 9n);
  cluster.gauge.advance(0, 7, 4n);
  expect(cluster.controlPlane.removeRegion(7)).toBe(true);
  expect(cluster.gauge.lagSeqnos(0, 7)).toBeUndefined();
  expect(cluster.beat(0, 7, { role: "follower" })).toBe("retired");
});
