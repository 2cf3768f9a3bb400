import { randomBytes } from "node:crypto";
import fs, { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { EntryChunk } from "../../../src/recording/entry-encoder";
import { readRecording } from "../../../src/recording/recording";
import { RecordingRing } from "../../../src/recording/recording-ring";
import { StoreError } from "../../../src/store/store-error";

const KIB = 1024;

let folder: string;
let rings: RecordingRing[];
let told: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recording-ring-test-"));
  rings = [];
  told = [];
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const ring of rings) await ring.close();
  await rm(folder, { recursive: true });
});

async function open(maxBytes = 64 * KIB): Promise<RecordingRing> {
  const ring = await RecordingRing.open({
    path: join(folder, "recording"),
    maxBytes,
    version: "1.2.3",
    onFailing: (error) => told.push(`fails: ${String(error)}`),
    onRecovered: () => told.push("goes on"),
  });
  rings.push(ring);
  return ring;
}

/** What cannot be made smaller by packing it. */
function chunk(atMs: number, length = KIB): EntryChunk {
  const ns = BigInt(atMs) * 1_000_000n;
  return { bytes: randomBytes(length), entries: 3, firstNs: ns, lastNs: ns };
}

async function segmentBytes(): Promise<readonly number[]> {
  const names = (await readdir(folder)).filter((name) => /\d{6}$/.test(name)).sort();
  return Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
}

test("segments make room oldest first, so that all together never take up more than they may", async () => {
  const ring = await open();
  ring.pictureIsWhole();
  ring.onSegment = () => {
    ring.pictureIsWhole();
  };
  for (let i = 0; i < 200; i += 1) {
    ring.append(chunk(i));
    await ring.idle();
    const bytes = await segmentBytes();
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(64 * KIB);
  }
  expect((await readdir(folder)).includes("recording.000001")).toBe(false);
  const { stretches } = await readRecording(join(folder, "recording"));
  expect(stretches).toHaveLength(1);
  expect(stretches[0]?.lastNs).toBe(199_000_000n);
  expect(ring.lost).toBe(0);
});

test("only its owner may read what is recorded", async () => {
  await open();
  const { mode } = await stat(join(folder, "recording.000001"));
  expect(mode & 0o777).toBe(0o600);
});

test("two processes cannot record to the same place", async () => {
  await open();
  await expect(open()).rejects.toThrow(StoreError);
  await expect(open()).rejects.toThrow(
    /recording is being written by process \d+ on .*; give this one another file$/,
  );
});

test("a place that is none is refused, with the next step", async () => {
  await writeFile(join(folder, "file"), "");
  const path = join(folder, "file", "recording");
  const opening = RecordingRing.open({
    path,
    maxBytes: KIB,
    version: "1",
    onFailing: fail,
    onRecovered: fail,
  });
  await expect(opening).rejects.toThrow(/^nothing can be recorded at .*ENOTDIR.*its folder has to be there/);
});

function fail(): void {
  throw new Error("not expected");
}

test("what comes while the disk takes nothing is lost and counted, and what follows does not claim to go on", async () => {
  let nowMs = 1_000;
  jest.spyOn(performance, "now").mockImplementation(() => nowMs);
  const ring = await open(8 * KIB);
  ring.pictureIsWhole();
  ring.append(chunk(1, 8 * KIB));
  await ring.idle();
  jest.spyOn(fs, "open").mockRejectedValue(new Error("ENOSPC: no space left on device"));
  ring.append(chunk(2));
  await ring.idle();
  ring.append(chunk(3));
  await ring.idle();
  expect(ring.lost).toBe(6);
  expect(told).toEqual(["fails: Error: ENOSPC: no space left on device"]);

  jest.mocked(fs.open).mockRestore();
  nowMs += 5_000;
  let pictures = 0;
  ring.onSegment = () => {
    pictures += 1;
  };
  ring.append(chunk(4));
  await ring.idle();
  expect(ring.lost).toBe(6);
  expect(told).toEqual(["fails: Error: ENOSPC: no space left on device", "goes on"]);
  expect(pictures).toBe(1);
  const { stretches } = await readRecording(join(folder, "recording"));
  expect(stretches.map(({ firstNs, lastNs }) => [firstNs, lastNs])).toEqual([[4_000_000n, 4_000_000n]]);
});

test("a disk that is slow holds up nobody: what is more than it may wait for is lost and counted", async () => {
  const ring = await open(256 * 1024 * KIB);
  for (let i = 0; i < 6; i += 1) ring.append(chunk(i, 4 * 1024 * KIB));
  await ring.idle();
  expect(ring.lost).toBe(2 * 3);
  ring.append(chunk(7));
  await ring.idle();
  const { stretches } = await readRecording(join(folder, "recording"));
  expect(stretches.map(({ lastNs }) => lastNs)).toEqual([3_000_000n, 7_000_000n]);
});

test("attempts on a full disk leave no files behind", async () => {
  let nowMs = 1_000;
  jest.spyOn(performance, "now").mockImplementation(() => nowMs);
  const ring = await open(8 * KIB);
  ring.pictureIsWhole();
  ring.append(chunk(1, 8 * KIB));
  await ring.idle();
  const realOpen = fs.open.bind(fs);
  jest.spyOn(fs, "open").mockImplementation(async (...args) => {
    const handle = await realOpen(...args);
    jest.spyOn(handle, "writeFile").mockRejectedValue(new Error("ENOSPC"));
    return handle;
  });
  for (let i = 0; i < 5; i += 1) {
    nowMs += 5_000;
    ring.append(chunk(2));
    await ring.idle();
  }
  expect(await segmentBytes()).toHaveLength(0);
  expect(ring.lost).toBe(15);
});
