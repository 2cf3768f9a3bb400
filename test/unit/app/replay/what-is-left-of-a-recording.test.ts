import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { replayRecording } from "../../../../src/app/replay/replay-recording";
import { readRecording } from "../../../../src/recording/recording";
import { StoreError } from "../../../../src/store/store-error";
import { RecordedCluster, replayed } from "../../../support/app/recorded-cluster";
import type { ToldMoment } from "../../../support/app/recorded-cluster";
import { LivingCluster } from "../../../support/domain/living-cluster";
import { propertyRuns } from "../../../support/property-runs";

const KIB = 1024;

let recorded: RecordedCluster;

async function begin(maxBytes?: number): Promise<LivingCluster> {
  const cluster = new LivingCluster(3, 2);
  recorded = await RecordedCluster.begin(cluster, maxBytes);
  return cluster;
}

async function segments(): Promise<readonly string[]> {
  const names = await readdir(recorded.folder);
  return names
    .filter((name) => /\d$/.test(name))
    .sort()
    .map((name) => join(recorded.folder, name));
}

/** Lets a second pass, and everything get to the disk. */
async function second(
  cluster: LivingCluster,
  breakage: Parameters<LivingCluster["live"]>[1] = {},
): Promise<void> {
  cluster.live(1_000, breakage);
  recorded.recorder.flush();
  await recorded.ring.idle();
}

afterEach(async () => {
  await recorded.remove();
});

describe("of a ring whose beginning is gone", () => {
  /** What of metrics goes on from the start of a process, which is gone. */
  const COUNTED = /^tidaldb_(exporter_heartbeats|region_state_seconds|region_follower_seconds)_total.*$/gm;

  test("verdicts, reasons, incidents, since when, lags and counts of changes are those that the exporter gave", async () => {
    const cluster = await begin(40 * KIB);
    const isSilent = (_: number, regionId: number): boolean => regionId === 1;
    const isCut = (_: number, leader: number, follower: number): boolean => leader === 0 && follower === 2;
    for (let passed = 0; passed < 30; passed += 1) await second(cluster);
    cluster.router.registerTenant({ tenantId: 7n, requiredRegions: [2] });
    cluster.controlPlane.removeShard(5);
    const faultNs = cluster.time.wallNs + 60_000_000_000n;
    for (let passed = 0; passed < 200; passed += 1) await second(cluster, { isSilent, isCut });
    const told: ToldMoment[] = [];
    for (let passed = 0; passed < 200; passed += 1) {
      await second(cluster, { isSilent, isCut });
      if (passed % 50 === 49) told.push(await recorded.tell());
    }
    await recorded.end();

    const bytes = await Promise.all((await segments()).map(async (path) => (await readFile(path)).length));
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(40 * KIB);
    // What the recording begins with now is behind all that happened.
    const { stretches } = await readRecording(recorded.path);
    expect(stretches.map(({ firstNs }) => firstNs > faultNs)).toEqual([true]);
    const last = told.at(-1);
    const replay = await replayed(recorded.path, last?.atNs ?? 0n);
    expect(replay.health).toBe(last?.health);
    expect(replay.metrics.replaceAll(COUNTED, "")).toBe(last?.metrics.replaceAll(COUNTED, ""));
    expect(replay.events).toBe(last?.events);
  });
});

describe("of a file that is not whole", () => {
  async function shortRecording(): Promise<{ readonly told: ToldMoment; readonly path: string }> {
    const cluster = await begin();
    for (let passed = 0; passed < 12; passed += 1) await second(cluster);
    const told = await recorded.tell();
    for (let passed = 0; passed < 12; passed += 1) await second(cluster);
    await recorded.end();
    return { told, path: (await segments())[0] ?? "" };
  }

  test("a torn end is told, and what is before it is replayed", async () => {
    const { told, path } = await shortRecording();
    const { length } = await readFile(path);
    await truncate(path, length - 1);
    const { notes } = await replayRecording(recorded.path, { atNs: told.atNs });
    expect(notes).toContain(`${path} is cut off or damaged behind its last whole piece`);
    expect(await replayed(recorded.path, told.atNs)).toEqual(told);
  });

  test("whatever is cut off, or wherever a byte is another, there is a replay or a message, and nothing else", async () => {
    const { told, path } = await shortRecording();
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.option(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }))),
        fc.boolean(),
        async (length, flip, isAtEnd) => {
          const bytes = Buffer.from(whole.subarray(0, flip === null ? length : whole.length));
          if (flip !== null) bytes[flip[0]] = (bytes[flip[0]] ?? 0) ^ flip[1];
          await writeFile(path, bytes);
          const asked = isAtEnd ? undefined : { atNs: told.atNs };
          const result = await replayRecording(recorded.path, asked).catch((error: unknown) => error);
          if (result instanceof Error) expect(result).toBeInstanceOf(StoreError);
          // What is told of a moment is what was told then, or nothing at all.
          else if (!isAtEnd) expect((await replayed(recorded.path, told.atNs)).health).toBe(told.health);
        },
      ),
      propertyRuns(2_000),
    );
  });
});

test.each<[string, bigint, RegExp]>([
  [
    "before its beginning",
    -1_000_000n,
    /has nothing of 2025-12-31T23:59:59.999Z; it has 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:03.000Z$/,
  ],
  [
    "behind its end",
    60_000_000_000n,
    /has nothing of 2026-01-01T00:01:00.000Z; it has 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:03.000Z$/,
  ],
])("of a moment %s the message says which there is", async (_, laterNs, message) => {
  const cluster = await begin();
  const atNs = cluster.time.wallNs + laterNs;
  for (let passed = 0; passed < 3; passed += 1) await second(cluster);
  await recorded.end();
  await expect(replayRecording(recorded.path, { atNs })).rejects.toThrow(message);
});

test.each<[string, (folder: string) => Promise<string>, RegExp]>([
  ["nothing", (folder) => Promise.resolve(join(folder, "other")), /other cannot be read: ENOENT/],
  ["a folder", (folder) => Promise.resolve(folder), /is a folder; expected what --record was given/],
  [
    "another file",
    async (folder) => {
      await writeFile(join(folder, "notes.txt"), "notes");
      return join(folder, "notes.txt");
    },
    /notes.txt holds nothing to replay; .*notes.txt is not the beginning of a recording$/,
  ],
])("of %s there is no replay", async (_, pathOf, message) => {
  await begin();
  const path = await pathOf(recorded.folder);
  await expect(replayRecording(path, undefined)).rejects.toThrow(message);
});

test("two processes that recorded one after the other are two stretches, and the time between them has nothing", async () => {
  const cluster = await begin();
  for (let passed = 0; passed < 3; passed += 1) await second(cluster);
  await recorded.end();
  const firstFolder = recorded.folder;
  const later = new LivingCluster(2, 1, {}, false, { wallNs: cluster.time.wallNs + 60_000_000_000n });
  const again = await RecordedCluster.begin(later, undefined, recorded.path);
  later.live(2_000);
  const told = await again.tell();
  await again.end();
  const between = replayRecording(recorded.path, { atNs: cluster.time.wallNs + 1_000_000_000n });
  await expect(between).rejects.toThrow(/it has .* to .*, .* to /);
  expect(await replayed(recorded.path, told.atNs)).toEqual(told);
  await rm(join(firstFolder, "recording.000001"));
  expect(await replayed(recorded.path, told.atNs)).toEqual(told);
});
