import { readFile, writeFile } from "node:fs/promises";
import { replayRecording } from "../../src/app/replay/replay-recording";
import { RecordedCluster, replayed } from "../support/app/recorded-cluster";
import type { ToldMoment } from "../support/app/recorded-cluster";
import { LivingCluster } from "../support/domain/living-cluster";

let recorded: RecordedCluster;
let path: string;
/** Told before the damage. */
let told: ToldMoment;
/** Wall clock at the end of the recording. */
let endNs: bigint;

/** Where the frame of the third second begins. */
let thirdAt: number;

async function damage(at: number, change: (byte: number) => number = (byte) => byte ^ 0xff): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = change(bytes[at] ?? 0);
  await writeFile(path, bytes);
}

const later = (): number => 0xff;

/** Twelve seconds, of which a byte of the ninth is another than it was. */
beforeEach(async () => {
  const cluster = new LivingCluster(3, 2);
  recorded = await RecordedCluster.begin(cluster);
  path = `${recorded.path}.000001`;
  const seconds = async (count: number): Promise<number> => {
    for (let passed = 0; passed < count; passed += 1) {
      cluster.live(1_000);
      recorded.recorder.flush();
      await recorded.ring.idle();
    }
    return (await readFile(path)).length;
  };
  thirdAt = await seconds(2);
  await seconds(3);
  told = await recorded.tell();
  const damagedAt = (await seconds(3)) + 60;
  await seconds(4);
  await recorded.end();
  endNs = cluster.time.wallNs;
  await damage(damagedAt);
});

afterEach(async () => {
  await recorded.remove();
});

const DAMAGED = /recording\.000001 is damaged: what it holds behind that place is left out$/;

test("who asks for the end of a recording with a damaged byte gets the end of what is before it", async () => {
  const { instant, notes } = await replayRecording(recorded.path, undefined);

  expect(instant.wallNs).toBeGreaterThan(told.atNs);
  expect(instant.wallNs).toBeLessThan(endNs - 3_000_000_000n);
  expect(notes).toEqual([expect.stringMatching(DAMAGED)]);
});

test("what is before the damaged byte is replayed as it was, and without a word of what is behind it", async () => {
  expect(await replayed(recorded.path, told.atNs)).toEqual(told);
  expect((await replayRecording(recorded.path, { atNs: told.atNs })).notes).toEqual([]);
});

test("of a moment behind the damaged byte the message says what can be asked for instead", async () => {
  const refused = replayRecording(recorded.path, { atNs: endNs });

  await expect(refused).rejects.toThrow(
    /has nothing of 2026-01-01T00:00:1\d\.\d+Z; it has 2026-01-01T00:00:00\.\d+Z to 2026-01-01T00:00:0[78]\.\d+Z; /,
  );
  await expect(refused).rejects.toThrow(DAMAGED);
});

// Behind magic, kind and length there are the first and the last moment of a frame, eight bytes each, the lowest first. There is no checksum of them.
test.each([
  ["first moment", 9 + 6],
  ["last moment", 17 + 6],
])("a frame is not left out because the %s in its head is later than it was", async (_, at) => {
  await damage(thirdAt + at, later);
  expect(await replayed(recorded.path, told.atNs)).toEqual(told);
});

test("where head and content of a frame are damaged, what is told is what was told then, or nothing", async () => {
  await damage(thirdAt + 9 + 6, later);
  await damage(thirdAt + 60);
  await expect(replayRecording(recorded.path, { atNs: told.atNs })).rejects.toThrow(DAMAGED);
});
