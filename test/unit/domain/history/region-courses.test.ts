import type { RegionStatus } from "../../../../src/domain/terms/cluster-health";
import { COURSE_STEP_MS, COURSE_STEPS, RegionCourses } from "../../../../src/domain/history/region-courses";
import { clusterSnapshot, inboundLag, regionSnapshot } from "../../../support/metrics/cluster-snapshot";

const START_MS = 1_700_000_010_000;

let courses: RegionCourses;

beforeEach(() => {
  courses = new RegionCourses(2);
});

function look(atMs: number, state: RegionStatus, lagSeconds?: number, regionIds = [1]): void {
  courses.observe(
    clusterSnapshot({
      takenAtNs: BigInt(atMs) * 1_000_000n,
      regions: regionIds.map((regionId) =>
        regionSnapshot({ regionId, state, signalsPerSecond: atMs % 1000 }),
      ),
      inboundLag: lagSeconds === undefined ? [] : [inboundLag({ regionId: 1, lagSeconds })],
    }),
  );
}

test("a step has the worst state and lag that were seen in it, and the last throughput", () => {
  look(START_MS + 1, "Healthy", 2);
  look(START_MS + 2, "Degraded", 7);
  look(START_MS + 3, "Unknown", 1);
  expect(courses.of(1, START_MS + 3)).toEqual([
    { atMs: START_MS, state: "Degraded", lagSeconds: 7, signalsPerSecond: 3 },
  ]);
  expect(courses.lastAtMs).toBe(START_MS + 3);
});

test("a region that follows nothing has no lag, and one that nobody saw has no course", () => {
  look(START_MS, "Healthy");
  expect(courses.of(1, START_MS)).toMatchObject([{ lagSeconds: undefined }]);
  expect(courses.of(2, START_MS)).toEqual([]);
});

test("it is an hour, oldest first, without the steps in which nobody looked", () => {
  for (let step = 0; step < 2 * COURSE_STEPS; step += 1) {
    if (step !== 2 * COURSE_STEPS - 3) look(START_MS + step * COURSE_STEP_MS, "Healthy", step);
  }
  const last = START_MS + (2 * COURSE_STEPS - 1) * COURSE_STEP_MS;
  const course = courses.of(1, last);
  expect(course).toHaveLength(COURSE_STEPS - 1);
  expect(course.at(0)).toMatchObject({ lagSeconds: COURSE_STEPS });
  expect(course.slice(-2).map(({ atMs }) => atMs)).toEqual([last - COURSE_STEP_MS, last]);
});

test("what is an hour old is not shown, also when nobody has looked since", () => {
  look(START_MS, "Offline", 3);
  expect(courses.of(1, START_MS + (COURSE_STEPS - 1) * COURSE_STEP_MS)).toHaveLength(1);
  expect(courses.of(1, START_MS + COURSE_STEPS * COURSE_STEP_MS)).toEqual([]);
});

test("a clock that is set back, even before the epoch, loses nothing but the steps that are overwritten", () => {
  look(START_MS, "Healthy", 1);
  look(-45_000, "Degraded", 2);
  expect(courses.of(1, -45_000)).toEqual([
    { atMs: -60_000, state: "Degraded", lagSeconds: 2, signalsPerSecond: -0 },
  ]);
  expect(courses.of(1, START_MS)).toHaveLength(1);
});

test("no more regions are kept than there is room for, and one that left makes room", () => {
  look(START_MS, "Healthy", 1, [1, 2, 3]);
  expect([1, 2, 3].map((id) => courses.of(id, START_MS).length)).toEqual([1, 1, 0]);
  look(START_MS, "Healthy", 1, [2, 3]);
  look(START_MS, "Healthy", 1, [2, 3]);
  expect([1, 2, 3].map((id) => courses.of(id, START_MS).length)).toEqual([0, 1, 1]);
});
