import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { FileLock } from "../../../../src/store/file/file-lock";

let directory: string;
let path: string;
let taken: FileLock[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "file-lock-"));
  path = join(directory, "lock");
  taken = [];
});

afterEach(async () => {
  await Promise.all(taken.map((lock) => lock.release()));
  rmSync(directory, { recursive: true });
});

async function take(): Promise<FileLock> {
  const attempt = await FileLock.attempt(path);
  if (!attempt.taken) throw new Error("expected the lock to be free");
  taken.push(attempt.lock);
  return attempt.lock;
}

test("who comes second is told who holds the lock, in one process as between two", async () => {
  await take();
  const attempt = await FileLock.attempt(path);
  expect(attempt).toEqual({
    taken: false,
    holder: {
      pid: process.pid,
      host: hostname(),
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    },
  });
});

test("a lock that was released is free at once, and its file is still there and for its owner only", async () => {
  await (await take()).release();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await take();
});

test.each(["", '{"pid": 12', '"text"', '{"pid": "12", "host": "a", "since": "b"}', "null"])(
  "a note that cannot be read (%j) leaves the holder unnamed and the lock held",
  async (note) => {
    await take();
    writeFileSync(path, note);
    expect(await FileLock.attempt(path)).toEqual({ taken: false, holder: undefined });
  },
);

test("a lock whose file was removed or replaced is no longer held", async () => {
  const lock = await take();
  expect(await lock.isHeld()).toBe(true);
  renameSync(path, `${path}.away`);
  expect(await lock.isHeld()).toBe(false);
  const other = await take();
  expect(await lock.isHeld()).toBe(false);
  expect(await other.isHeld()).toBe(true);
});

test("a lock whose whole directory went away is no longer held", async () => {
  const lock = await take();
  rmSync(directory, { recursive: true });
  expect(await lock.isHeld()).toBe(false);
  writeFileSync(directory, "a file in its place");
  expect(await lock.isHeld()).toBe(false);
  rmSync(directory);
  mkdirSync(directory);
});

test("a place where no file can be made is an error of the system", async () => {
  await expect(FileLock.attempt(directory)).rejects.toMatchObject({ code: "EISDIR" });
  await expect(FileLock.attempt(join(directory, "missing", "lock"))).rejects.toMatchObject({
    code: "ENOENT",
  });
});
