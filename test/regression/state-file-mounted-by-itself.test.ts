import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileStore } from "../../src/store/file/file-store";
import { StoreError } from "../../src/store/store-error";

const STATE = '{"version": 1, "topology": {"shards": [{"shard_id": 1, "region_id": 2}]}, "tenants": []}';
const MOUNT_REMEDY =
  "the file is mounted by itself and cannot be replaced: mount the folder that holds it instead";

let folder: string;
let path: string;
let undo: (() => void)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mounted-state-"));
  mkdirSync(join(folder, "inside"));
  path = join(folder, "inside", "state.json");
  undo = [];
});

afterEach(() => {
  jest.restoreAllMocks();
  for (const step of undo.reverse()) step();
  rmSync(folder, { recursive: true });
});

/** Runs a program that takes root, or a file system that can do it. Returns whether it went well. */
function run(...[program = "", ...args]: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), "can-mount-"));
  try {
    return process.getuid?.() === 0 && run("mount", "--bind", place, place) && run("umount", place);
  } finally {
    rmSync(place, { recursive: true });
  }
}

async function expectRefusal(message: string): Promise<void> {
  const before = readdirSync(join(folder, "inside")).filter((name) => !name.endsWith(".lock"));
  const opening = FileStore.open(path);
  await expect(opening).rejects.toThrow(StoreError);
  await expect(opening).rejects.toThrow(message);
  await expect(opening).rejects.toThrow(path);
  expect(readFileSync(path, "utf8")).toBe(STATE);
  const after = readdirSync(join(folder, "inside")).filter((name) => !name.endsWith(".lock"));
  expect(after).toEqual(before);
}

test("a file that cannot be replaced because it is a mount is found at the start, with the remedy", async () => {
  writeFileSync(path, STATE);
  jest.spyOn(fs, "rename").mockRejectedValue(Object.assign(new Error("EBUSY: rename"), { code: "EBUSY" }));
  await expectRefusal(MOUNT_REMEDY);
});

(canMount() ? describe : describe.skip)("with real mounts, as root", () => {
  test("a single file bound into the folder, from the same file system", async () => {
    const outside = join(folder, "outside.json");
    writeFileSync(outside, STATE);
    writeFileSync(path, "");
    execFileSync("mount", ["--bind", outside, path]);
    undo.push(() => execFileSync("umount", [path]));
    await expectRefusal(MOUNT_REMEDY);
  });

  test("a single file bound into the folder, from another device", async () => {
    const device = join(folder, "device");
    mkdirSync(device);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", device]);
    undo.push(() => execFileSync("umount", [device]));
    writeFileSync(join(device, "state.json"), STATE);
    writeFileSync(path, "");
    execFileSync("mount", ["--bind", join(device, "state.json"), path]);
    undo.push(() => execFileSync("umount", [path]));
    await expectRefusal(MOUNT_REMEDY);
  });

  test("a folder that is mounted for reading only, although the lock was made before", async () => {
    const inside = join(folder, "inside");
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", inside]);
    undo.push(() => execFileSync("umount", [inside]));
    writeFileSync(path, STATE);
    writeFileSync(`${path}.lock`, "");
    execFileSync("mount", ["-o", "remount,ro", inside]);
    await expectRefusal("its file system is mounted read-only");
  });

  test("a folder of its own that is mounted for writing is what is asked for", async () => {
    const inside = join(folder, "inside");
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", inside]);
    undo.push(() => execFileSync("umount", [inside]));
    writeFileSync(path, STATE);
    const store = await FileStore.open(path);
    await expect(store.check()).resolves.toBeUndefined();
    await store.close();
    expect(readdirSync(inside).sort()).toEqual(["state.json", "state.json.lock"]);
  });

  test("a file that must not be changed", async () => {
    writeFileSync(path, STATE);
    if (!run("chattr", "+i", path)) return; // This file system has no such flag.
    undo.push(() => run("chattr", "-i", path));
    await expectRefusal("let the user that runs this process write to its directory");
  });

  test("a folder that must not be changed", async () => {
    writeFileSync(path, STATE);
    writeFileSync(`${path}.lock`, "");
    const inside = join(folder, "inside");
    if (!run("chattr", "+i", inside)) return; // This file system has no such flag.
    undo.push(() => run("chattr", "-i", inside));
    await expectRefusal("let the user that runs this process write to its directory");
  });
});

(process.getuid?.() === 0 ? test.skip : test)("a folder that this user may not write to", async () => {
  writeFileSync(path, STATE);
  writeFileSync(`${path}.lock`, "");
  chmodSync(join(folder, "inside"), 0o500);
  undo.push(() => {
    chmodSync(join(folder, "inside"), 0o700);
  });
  await expectRefusal("let the user that runs this process write to its directory");
});

test("a full disk, which passes, does not keep it from starting, but from being ready", async () => {
  writeFileSync(path, STATE);
  const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  jest.spyOn(fs, "writeFile").mockRejectedValue(full);
  const store = await FileStore.open(path);
  expect((await store.load()).shards).toEqual([{ shardId: 1, regionId: 2 }]);
  await expect(store.check()).rejects.toThrow("free space on the disk that holds it");
  jest.restoreAllMocks();
  await expect(store.check()).resolves.toBeUndefined();
  await store.close();
});

test("a file that can be replaced has the same content after the start, formatted by hand as it may be", async () => {
  writeFileSync(path, STATE);
  const store = await FileStore.open(path);
  await store.close();
  expect(readFileSync(path, "utf8")).toBe(STATE);
});
