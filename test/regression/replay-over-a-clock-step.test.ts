import { replayRecording } from "../../src/app/replay/replay-recording";
import type { ReplayedMoment } from "../../src/app/replay/replay-recording";
import { RecordedCluster } from "../support/app/recorded-cluster";
import { msToNs, START_NS } from "../support/domain/domain-fixtures";
import { LivingCluster } from "../support/domain/living-cluster";

const HOUR_MS = 3_600_000;
const SET_BACK = "the recorded clock was set back: of a time that it showed twice, the later is replayed";

let recorded: RecordedCluster | undefined;

afterEach(async () => {
  await recorded?.remove();
});

/** The path of a recording: a minute of health, the clock is set, then a region falls silent for so long. */
async function recordingWithStep(stepMs: number, silentMs: number): Promise<string> {
  const cluster = new LivingCluster(3, 2);
  recorded = await RecordedCluster.begin(cluster);
  const live = async (ms: number, isSilent: boolean): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      cluster.live(1_000, { isSilent: (_, regionId) => isSilent && regionId === 1 });
      recorded?.recorder.flush();
      await recorded?.ring.idle();
    }
  };
  await live(60_000, false);
  cluster.time.set({ wallNs: cluster.time.wallNs + msToNs(stepMs) });
  await live(silentMs, true);
  await recorded.end();
  return recorded.path;
}

function states({ controlPlane }: ReplayedMoment): readonly string[] {
  return controlPlane.snapshot().regions.map(({ state }) => state);
}

describe("of a recording in which the clock was set", () => {
  test.each([
    ["back by an hour", -HOUR_MS],
    ["back by half a minute", -30_000],
    ["forward by an hour", HOUR_MS],
  ])("%s, the end is replayed without --at", async (_, stepMs) => {
    const moment = await replayRecording(await recordingWithStep(stepMs, 40_000), undefined);

    expect(states(moment)[1]).toBe("Offline");
    expect(moment.instant.wallNs).toBe(START_NS + msToNs(100_000 + stepMs));
    expect(moment.notes).toEqual(stepMs < 0 ? [SET_BACK] : []);
  });

  test("forward, a moment that it never showed makes nobody silent", async () => {
    const path = await recordingWithStep(HOUR_MS, 10_000);
    const moment = await replayRecording(path, { atNs: START_NS + msToNs(HOUR_MS / 2) });

    expect(states(moment)).toEqual(["Healthy", "Healthy", "Healthy"]);
  });

  test.each([
    ["was shown before only", 25_000, "Healthy"],
    ["was shown twice: the later", 50_000, "Healthy"],
    ["was shown afterwards only", 80_000, "Offline"],
  ])("back, so is a moment that %s", async (_, atMs, state) => {
    const path = await recordingWithStep(-30_000, 60_000);
    const moment = await replayRecording(path, { atNs: START_NS + msToNs(atMs) });

    expect(states(moment)[1]).toBe(state);
    expect(moment.instant.wallNs).toBe(START_NS + msToNs(atMs));
    expect(moment.instant.monotonicMs).toBe(5_000 + atMs + (atMs > 30_000 ? 30_000 : 0));
    expect(moment.notes).toEqual([SET_BACK]);
  });

  test("back by an hour, a moment of none is refused with what there is", async () => {
    const path = await recordingWithStep(-HOUR_MS, 10_000);

    await expect(replayRecording(path, { atNs: START_NS - msToNs(60_000) })).rejects.toThrow(
      /has nothing of \S+; it has 2026-01-01T00:00:00.000Z to 2026-01-01T00:01:00.000Z, 2025-12-31T23:01:0\d.000Z to 2025-12-31T23:01:10.000Z$/,
    );
  });
});
