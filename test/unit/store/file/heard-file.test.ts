import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { absenceSince, HeardFile } from "../../../../src/store/file/heard-file";
import type { HeardParts, KeptMoment } from "../../../../src/store/file/heard-document";

const NOW: KeptMoment = { wallNs: 10_000_000_000n, monotonicMs: 7_000, machine: "a" };
const REPLICA = { shardId: 3, regionId: 1, silentMs: 5, wasHeard: true, newest: undefined };
const PARTS: HeardParts = { kept: NOW, isLast: true, incidents: [], replicas: [[REPLICA]] };

let folder: string;
let file: HeardFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "heard-file-"));
  file = new HeardFile(join(folder, "state.json"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("where nothing was kept there is nothing", async () => {
  expect(await file.load(NOW)).toBeUndefined();
});

test("what was kept last is loaded, for its owner only and with nothing beside it", async () => {
  await file.save({ ...PARTS, replicas: [] });
  await file.save(PARTS);
  expect(await file.load({ ...NOW, monotonicMs: 9_500 })).toEqual({
    recollection: { incidents: [], replicas: [REPLICA] },
    absence: { ms: 2_500, unkeptMs: 0 },
  });
  expect(readdirSync(folder)).toEqual(["state.json.heard"]);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
});

test("what a process that was killed left half written is written over", async () => {
  writeFileSync(`${file.path}.saving`, "tidaldb-exp");
  await file.save(PARTS);
  expect(readdirSync(folder)).toEqual(["state.json.heard"]);
});

test("what cannot be written leaves what was there, and says what to do", async () => {
  await file.save(PARTS);
  mkdirSync(`${file.path}.saving`);
  await expect(file.save({ ...PARTS, replicas: [] })).rejects.toThrow(
    /^cannot write .*state\.json\.heard: EISDIR/,
  );
  expect((await file.load(NOW))?.recollection.replicas).toHaveLength(1);
});

test.each<[string, () => void, RegExp]>([
  [
    "a file that was torn",
    () => {
      writeFileSync(file.path, "tidaldb-exporter-heard 1\nkept 5");
    },
    /cannot be understood: it is torn/,
  ],
  [
    "an empty file",
    () => {
      writeFileSync(file.path, "");
    },
    /cannot be understood/,
  ],
  [
    "a folder",
    () => {
      mkdirSync(file.path);
    },
    /cannot be understood: expected a file/,
  ],
  [
    "a link",
    () => {
      symlinkSync("/dev/zero", file.path);
    },
    /cannot be understood: expected a file/,
  ],
  [
    "a file of any size",
    () => {
      writeFileSync(file.path, "");
      truncateSync(file.path, 1e9);
    },
    /of at most 16777216 bytes/,
  ],
])("%s is an error that names the file", async (_, make, message) => {
  make();
  await expect(file.load(NOW)).rejects.toThrow(message);
});

test.each<[string, Partial<KeptMoment>, number | undefined]>([
  ["the monotonic clock of the same machine", { monotonicMs: 4_000, wallNs: 99_000_000_000n }, 3_000],
  ["the wall clock where the machine started anew", { machine: "b", wallNs: 9_000_000_000n }, 1_000],
  ["the wall clock where no machine has a name", { machine: undefined, wallNs: 9_000_000_000n }, 1_000],
  ["the wall clock where the monotonic one went back", { monotonicMs: 7_001, wallNs: 9_000_000_000n }, 1_000],
  [
    "no clock, when it is from the future by another one",
    { machine: "b", wallNs: 10_000_000_001n },
    undefined,
  ],
])("an absence is measured by %s", (_, kept, ms) => {
  const { machine } = { machine: NOW.machine, ...kept };
  expect(absenceSince({ kept: { ...NOW, ...kept, machine }, isLast: false }, NOW)).toEqual({
    ms,
    unkeptMs: 6_000,
  });
});
