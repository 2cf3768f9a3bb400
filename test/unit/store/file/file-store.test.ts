import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { FileStore } from "../../../../src/store/file/file-store";
import { StoreError } from "../../../../src/store/store-error";
import { FailingDisk } from "../../../support/store/failing-disk";

const OLD = { shards: [{ shardId: 1, regionId: 1 }], tenants: [], retired: [] };
const NEW = { shards: [{ shardId: 1, regionId: 2 }], tenants: [{ tenantId: 7n }], retired: [] };

let directory: string;
let path: string;
let opened: FileStore[];

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "file-store-")));
  path = join(directory, "state.json");
  opened = [];
});

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(opened.map((store) => store.close()));
  rmSync(directory, { recursive: true, force: true });
});

async function openStore(statePath = path): Promise<FileStore> {
  const store = await FileStore.open(statePath);
  opened.push(store);
  return store;
}

test("says where the state is kept as an absolute path, also when it was given a relative one", async () => {
  const store = await openStore(relative(process.cwd(), path));
  expect(store.keptIn).toBe(`the state file ${path}`);
});

test("opening alone makes no state file, and a saved one is for its owner only", async () => {
  const store = await openStore();
  expect(readdirSync(directory)).toEqual(["state.json.lock"]);
  await store.save(OLD);
  expect(readdirSync(directory).sort()).toEqual(["state.json", "state.json.lock"]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a second store on the same file is refused, also under another name, until the first is closed", async () => {
  const first = await openStore();
  await first.save(OLD);
  const alias = join(directory, "alias.json");
  symlinkSync(path, alias);
  await expect(FileStore.open(path)).rejects.toThrow(StoreError);
  await expect(FileStore.open(alias)).rejects.toThrow(
    `the state file ${alias} is held by process ${process.pid}`,
  );
  await first.close();
  expect(await (await openStore(alias)).load()).toEqual(OLD);
});

test("saving through a link replaces the file behind it and not the link", async () => {
  const alias = join(directory, "alias.json");
  writeFileSync(path, '{"version": 1, "topology": {"shards": []}, "tenants": []}');
  symlinkSync(path, alias);
  await (await openStore(alias)).save(NEW);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ tenants: [{ tenant_id: 7 }] });
  expect(readFileSync(alias)).toEqual(readFileSync(path));
});

test.each([
  ["cut short", '{"version": 1, "topology": {"sh', "topology: not valid JSON"],
  ["empty", "", "it is empty (0 bytes)"],
  ["of a newer release", '{"version": 7}', "version: expected 1, 2, 3 or 4, got 7"],
])(
  "a file that is %s is refused with its path and the next step, left alone, and not kept locked",
  async (_, text, problem) => {
    writeFileSync(path, text);
    const refusal = FileStore.open(path);
    await expect(refusal).rejects.toThrow(StoreError);
    await expect(refusal).rejects.toThrow(`the state file ${path} cannot be understood: ${problem}`);
    await expect(refusal).rejects.toThrow(
      "Repair it or restore a copy; or move it away to start with no shards",
    );
    expect(readFileSync(path, "utf8")).toBe(text);
    rmSync(path);
    await openStore();
  },
);

test("what an operator edited by hand is what is loaded", async () => {
  writeFileSync(
    path,
    '{"tenants":[{"tenant_id":7}],"topology":{"shards":[{"region_id":2,"shard_id":1}]},"version":1}',
  );
  expect(await (await openStore()).load()).toEqual(NEW);
});

test("a file that disappears while it is held is a loss and not a fresh start; a save puts it back", async () => {
  const store = await openStore();
  await store.save(OLD);
  rmSync(path);
  await expect(store.load()).rejects.toThrow(
    `the state file ${path} is gone since this process last read or wrote it`,
  );
  await expect(store.check()).rejects.toThrow(`cannot read the state file ${path}: ENOENT`);
  await store.save(NEW);
  expect(await store.load()).toEqual(NEW);
  await expect(store.check()).resolves.toBeUndefined();
});

test("a store whose lock was taken away refuses to save and is not ready, and the file stays as the other one left it", async () => {
  const first = await openStore();
  rmSync(`${path}.lock`);
  const second = await openStore();
  await second.save(NEW);
  const message = `the state file ${path} is no longer ours: its lock ${path}.lock was removed or replaced`;
  await expect(first.save(OLD)).rejects.toThrow(message);
  await expect(first.check()).rejects.toThrow(message);
  expect(await second.load()).toEqual(NEW);
});

test("a failed save says what to do, keeps the cause and the old state, and does not stand in the way of the next", async () => {
  const store = await openStore();
  await store.save(OLD);
  const full = Object.assign(new Error("ENOSPC: no space left on device, rename"), { code: "ENOSPC" });
  jest.spyOn(fs, "rename").mockRejectedValueOnce(full);
  const saving = store.save(NEW);
  await expect(saving).rejects.toThrow(StoreError);
  await expect(saving).rejects.toMatchObject({
    message: `cannot save to the state file ${path}: ENOSPC: no space left on device, rename; free space on the disk that holds it`,
    cause: full,
  });
  expect(await store.load()).toEqual(OLD);
  await store.save(NEW);
  expect(await store.load()).toEqual(NEW);
});

test("a save whose rename cannot be proven is taken back, and the store is not ready until a save is proven", async () => {
  const store = await openStore();
  await store.save(OLD);
  const disk = new FailingDisk(path);
  disk.fail("flush of the folder");
  await expect(store.save(NEW)).rejects.toThrow(
    `cannot save to the state file ${path}: EIO: i/o error, flush of the folder; the disk or network share reports a failure`,
  );
  await expect(store.check()).rejects.toThrow("flush of the folder");
  disk.mend();
  await expect(store.check()).resolves.toBeUndefined();
  expect(await store.load()).toEqual(OLD);
});

test("one that cannot be taken back either counts as kept, and the store is not ready until a save is proven", async () => {
  const store = await openStore();
  await store.save(OLD);
  const disk = new FailingDisk(path);
  disk.fail("flush of the folder", "putting back");
  await store.save(NEW);
  await expect(store.check()).rejects.toThrow(
    "the new content is in place, but its directory could not be flushed to the disk, " +
      "so a power failure may bring the old one back: EIO: i/o error, flush of the folder",
  );
  disk.mend();
  await expect(store.check()).resolves.toBeUndefined();
  expect(await store.load()).toEqual(NEW);
});

test("a check that proves the present state overtakes no save, and undoes none", async () => {
  const store = await openStore();
  await store.save(OLD);
  const disk = new FailingDisk(path);
  disk.fail("rename");
  await expect(store.save(NEW)).rejects.toThrow(StoreError);
  disk.mend();
  await Promise.all([store.check(), store.save(NEW), store.check(), store.save(NEW), store.check()]);
  expect(await store.load()).toEqual(NEW);
});

test("a directory that goes away while the store is open fails saves and checks, and does not come back empty", async () => {
  const store = await openStore();
  await store.save(OLD);
  rmSync(directory, { recursive: true });
  await expect(store.save(NEW)).rejects.toThrow(StoreError);
  await expect(store.check()).rejects.toThrow(StoreError);
  await expect(store.load()).rejects.toThrow("is gone since");
  mkdirSync(directory);
});

test("a path that cannot be locked is refused with its name, before anything else is touched", async () => {
  mkdirSync(`${path}.lock`);
  await expect(FileStore.open(path)).rejects.toThrow(`cannot lock the state file ${path}: EISDIR`);
  // The kernel's own file systems take no new files, not even from root.
  await expect(FileStore.open("/proc/state.json")).rejects.toThrow(
    "cannot lock the state file /proc/state.json: E",
  );
});

test("flushes what it read, and the file's name, before it hands the state out", async () => {
  writeFileSync(path, '{"version": 1, "topology": {"shards": []}, "tenants": []}');
  const flushed: string[] = [];
  const open = fs.open.bind(fs);
  jest.spyOn(fs, "open").mockImplementation(async (openedPath, ...rest) => {
    const file = await open(openedPath, ...rest);
    const sync = file.sync.bind(file);
    jest.spyOn(file, "sync").mockImplementation(async () => {
      await sync();
      flushed.push(String(openedPath));
    });
    return file;
  });
  await openStore();
  expect(flushed.slice(0, 2)).toEqual([path, directory]);
});
