import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import fs from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  partialPathOf,
  replaceFile,
  tryReplacingFile,
  UnprovenReplacementError,
} from "../../../../src/store/file/replace-file";

const DISK_ERROR = Object.assign(new Error("EIO: i/o error"), { code: "EIO" });

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "replace-file-"));
  path = join(directory, "state.json");
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

/** Calls `meet` with every file that is opened from now on and its path. */
function meetOpened(meet: (file: FileHandle, openedPath: string) => void): void {
  const open = fs.open.bind(fs);
  jest.spyOn(fs, "open").mockImplementation(async (openedPath, ...rest) => {
    const file = await open(openedPath, ...rest);
    meet(file, String(openedPath));
    return file;
  });
}

function failOn(step: "sync" | "close", failingPath: () => string): void {
  meetOpened((file, openedPath) => {
    if (openedPath !== failingPath()) return;
    const close = file.close.bind(file);
    jest.spyOn(file, step).mockImplementation(async () => {
      if (step === "close") await close();
      throw DISK_ERROR;
    });
  });
}

test("a new file is for its owner only, whatever the umask", async () => {
  const umask = process.umask(0);
  try {
    await replaceFile(path, "new");
  } finally {
    process.umask(umask);
  }
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(["state.json"]);
});

test("an existing file keeps the permissions that its operator gave it, whatever the umask", async () => {
  writeFileSync(path, "old");
  chmodSync(path, 0o664);
  const umask = process.umask(0o077);
  try {
    await replaceFile(path, "new");
  } finally {
    process.umask(umask);
  }
  expect(statSync(path).mode & 0o777).toBe(0o664);
});

test("what an earlier process left half written does not stand in the way", async () => {
  writeFileSync(partialPathOf(path), "half of someth");
  await replaceFile(path, "new");
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(directory)).toEqual(["state.json"]);
});

test("content may come in pieces", async () => {
  await replaceFile(path, ["n", "", "ew"]);
  expect(readFileSync(path, "utf8")).toBe("new");
});

test("flushes the content before the rename and the directory after it", async () => {
  const steps: string[] = [];
  meetOpened((file, openedPath) => {
    const sync = file.sync.bind(file);
    jest.spyOn(file, "sync").mockImplementation(async () => {
      steps.push(`flush ${openedPath}`);
      await sync();
    });
  });
  const rename = fs.rename.bind(fs);
  jest.spyOn(fs, "rename").mockImplementation(async (from, to) => {
    steps.push("rename");
    await rename(from, to);
  });
  await replaceFile(path, "new");
  expect(steps).toEqual([`flush ${partialPathOf(path)}`, "rename", `flush ${directory}`]);
});

test.each(["sync", "close"] as const)(
  "when %s of the new content fails, the old content stays and nothing lies about",
  async (step) => {
    writeFileSync(path, "old");
    failOn(step, () => partialPathOf(path));
    await expect(replaceFile(path, "new")).rejects.toBe(DISK_ERROR);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(directory)).toEqual(["state.json"]);
  },
);

test.each(["writeFile", "rename"] as const)(
  "when %s fails, the old content stays and nothing lies about",
  async (step) => {
    writeFileSync(path, "old");
    jest.spyOn(fs, step).mockRejectedValue(DISK_ERROR);
    await expect(replaceFile(path, "new")).rejects.toBe(DISK_ERROR);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(directory)).toEqual(["state.json"]);
  },
);

test("when only the flush of the directory fails, the old content is put back and nothing lies about", async () => {
  writeFileSync(path, "old");
  failOn("sync", () => directory);
  await expect(replaceFile(path, "new")).rejects.toBe(DISK_ERROR);
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(readdirSync(directory)).toEqual(["state.json"]);
});

test("where there was no old content, the new one is removed again", async () => {
  failOn("sync", () => directory);
  await expect(replaceFile(path, "new")).rejects.toBe(DISK_ERROR);
  expect(readdirSync(directory)).toEqual([]);
});

test("a rename that is reported as failed and was done is taken back as well", async () => {
  writeFileSync(path, "old");
  const rename = fs.rename.bind(fs);
  jest.spyOn(fs, "rename").mockImplementationOnce(async (from, to) => {
    await rename(from, to);
    throw DISK_ERROR;
  });
  await expect(replaceFile(path, "new")).rejects.toBe(DISK_ERROR);
  expect(readFileSync(path, "utf8")).toBe("old");
});

test("on a file system without second names, the error says that the new content is there and unproven", async () => {
  writeFileSync(path, "old");
  jest.spyOn(fs, "link").mockRejectedValue(Object.assign(new Error("EPERM"), { code: "EPERM" }));
  failOn("sync", () => directory);
  const replacing = replaceFile(path, "new");
  await expect(replacing).rejects.toThrow(UnprovenReplacementError);
  await expect(replacing).rejects.toMatchObject({ cause: DISK_ERROR });
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(directory)).toEqual(["state.json"]);
});

test("trying it leaves the content and the permissions as they were, and without a file nothing", async () => {
  await tryReplacingFile(path);
  expect(readdirSync(directory)).toEqual([]);
  writeFileSync(path, "old");
  chmodSync(path, 0o640);
  await tryReplacingFile(path);
  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["old", 0o640]);
  expect(readdirSync(directory)).toEqual(["state.json"]);
});

// Giving files away takes root.
(process.getuid?.() === 0 ? test : test.skip)("a start as root leaves the file to its owner", async () => {
  writeFileSync(path, "old");
  chownSync(path, 1234, 1235);
  await replaceFile(path, "new");
  const { uid, gid } = statSync(path);
  expect([uid, gid]).toEqual([1234, 1235]);
});
