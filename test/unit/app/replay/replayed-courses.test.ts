import { replayRecording } from "../../../../src/app/replay/replay-recording";
import { RegionCourses } from "../../../../src/domain/history/region-courses";
import { NS_PER_MS } from "../../../../src/domain/terms/units";
import { RecordedCluster } from "../../../support/app/recorded-cluster";
import { LivingCluster } from "../../../support/domain/living-cluster";

const REGIONS = [0, 1, 2];

test("a replay has the last hour of each region as the exporter drew it", async () => {
  const cluster = new LivingCluster(3, 2);
  const recording = await RecordedCluster.begin(cluster);
  try {
    const courses = new RegionCourses();
    const live = (minutes: number, isSilent = false): void => {
      for (let half = 0; half < 2 * minutes; half += 1) {
        cluster.live(30_000, { isSilent: (_, regionId) => isSilent && regionId === 1 });
        courses.observe(cluster.controlPlane.totals());
      }
    };
    live(3);
    live(2, true);
    live(1);
    const atNs = cluster.time.wallNs;
    await recording.end();

    const replayed = await replayRecording(recording.path, { atNs });
    const nowMs = Number(atNs / NS_PER_MS);
    const drawn = REGIONS.map((regionId) => courses.of(regionId, nowMs));
    expect(REGIONS.map((regionId) => replayed.courses.of(regionId, nowMs))).toEqual(drawn);
    // The course is about something.
    expect(drawn[1]?.map(({ state }) => state)).toContain("Offline");
    expect(drawn[1]?.length).toBeGreaterThan(8);
  } finally {
    await recording.remove();
  }
});
