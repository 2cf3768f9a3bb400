import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StoredClusterAdmin } from "../../src/app/cluster/stored-cluster-admin";
import { FileStore } from "../../src/store/file/file-store";
import { RunningExporter } from "../support/app/running-exporter";
import { TestCluster } from "../support/domain/domain-cluster";
import { FailingDisk, SAVE_STEPS } from "../support/store/failing-disk";
import type { SaveStep } from "../support/store/failing-disk";

let folder: string;
let path: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "refused-change-")));
  path = join(folder, "state.json");
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** The steps that fail beside the one that is tested: putting back is only reached when something else failed. */
function failing(step: SaveStep): readonly SaveStep[] {
  return step === "putting back" ? ["flush of the folder", step] : [step];
}

async function homeInFile(): Promise<number | undefined> {
  const store = await FileStore.open(path);
  const { shards } = await store.load();
  await store.close();
  return shards.find(({ shardId }) => shardId === 1)?.regionId;
}

describe.each([
  ["the first change of all", undefined],
  ["a change of what is kept already", 0],
])("%s", (_, before) => {
  test.each(SAVE_STEPS)("answer, memory and file agree when this fails: %s", async (step) => {
    const store = await FileStore.open(path);
    const cluster = new TestCluster();
    const admin = new StoredClusterAdmin(store, cluster.controlPlane);
    if (before !== undefined) await admin.assignShard({ shardId: 1, regionId: before });

    const disk = new FailingDisk(path);
    disk.fail(...failing(step));
    const isAnsweredWithSuccess = await admin.assignShard({ shardId: 1, regionId: 9 }).then(
      () => true,
      () => false,
    );
    const isReady = await store.check().then(
      () => true,
      () => false,
    );
    disk.mend();
    await store.close();

    const expected = isAnsweredWithSuccess ? 9 : before;
    expect(cluster.topology.homeOf(1)).toBe(expected);
    expect(await homeInFile()).toBe(expected);
    expect(readdirSync(folder).filter((name) => !/^state\.json(\.lock)?$/.test(name))).toEqual([]);
    const isHarmless = ["a second name for the old file", "closing the folder"].includes(step);
    expect(isReady).toBe(isHarmless);
  });
});

test("once the disk works again, the readiness probe finds out by itself, and what was refused is still not in force", async () => {
  const store = await FileStore.open(path);
  const cluster = new TestCluster();
  const admin = new StoredClusterAdmin(store, cluster.controlPlane);
  await admin.assignShard({ shardId: 1, regionId: 0 });
  const disk = new FailingDisk(path);
  disk.fail("flush of the folder");
  await expect(admin.assignShard({ shardId: 1, regionId: 9 })).rejects.toThrow("flush of the folder");
  await expect(store.check()).rejects.toThrow("flush of the folder");
  disk.mend();
  await expect(store.check()).resolves.toBeUndefined();
  await store.close();
  expect(await homeInFile()).toBe(0);
});

test("the readiness probe that comes after the refusal knows of it, and the one after the next change that is kept as well", async () => {
  const exporter = await RunningExporter.start("storage: { kind: file, path: FOLDER/state.json }\n");
  const disk = new FailingDisk(join(dirname(exporter.configPath), "state.json"));
  const put = (regionId: number): Promise<Response> =>
    exporter.request("/api/v1/topology/shards/1", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ region_id: regionId }),
    });
  const ready = async (): Promise<number> => (await exporter.request("/-/ready")).status;
  try {
    expect([(await put(0)).status, await ready()]).toEqual([201, 200]);
    disk.fail("flush of the folder");
    expect([(await put(9)).status, await ready()]).toEqual([503, 503]);
    expect(JSON.parse(await exporter.text("/api/v1/topology/shards/1"))).toEqual({
      shard_id: 1,
      region_id: 0,
    });
    disk.mend();
    expect([(await put(8)).status, await ready()]).toEqual([200, 200]);
  } finally {
    disk.mend();
    await exporter.remove();
  }
});
