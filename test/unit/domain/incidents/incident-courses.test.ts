import type { Fault } from "../../../../src/domain/incidents/terms/fault";
import { CLUSTER_ID } from "../../../../src/domain/incidents/terms/fault";
import { FaultEvidence } from "../../../../src/domain/incidents/evidence/fault-evidence";
import { IncidentCourses } from "../../../../src/domain/incidents/incident-courses";
import type { CourseMoment } from "../../../../src/domain/incidents/incident-courses";
import type { IncidentCause } from "../../../../src/domain/terms/incident";

const OFFLINE_AFTER_MS = 30_000;
const WALL_NS = 1_700_000_000_000_000_000n;

function at(seconds: number): CourseMoment {
  const wallNs = WALL_NS + BigInt(seconds) * 1_000_000_000n;
  return { livedMs: seconds * 1_000, wallNs, offlineAfterMs: OFFLINE_AFTER_MS };
}

function fault(cause: IncidentCause, rest: Partial<Fault> = {}): FaultEvidence {
  return new FaultEvidence({ id: "region:1", cause, regionId: 1, isPlain: true, startMs: 0, ...rest });
}

/** What was told, as "second: what", of looks that found a cause or nothing, one a second. */
function told(found: (second: number) => IncidentCause | undefined, seconds: number): readonly string[] {
  const courses = new IncidentCourses();
  return Array.from({ length: seconds + 1 }, (_, second) => {
    const cause = found(second);
    return courses
      .observe(cause === undefined ? [] : [fault(cause)], at(second))
      .map(({ kind, course, previousCause = "" }) => `${second}: ${kind} ${previousCause} ${course.cause}`);
  })
    .flat()
    .map((line) => line.replace("  ", " "));
}

test.each<[string, (second: number) => IncidentCause | undefined, readonly string[]]>([
  ["silence is told at once", () => "region_silent", ["0: began region_silent"]],
  ["lag is told once it lasted a fifth", () => "region_behind", ["6: began region_behind"]],
  ["leadership is told once it lasted a third", () => "no_leader", ["10: began no_leader"]],
  ["lag that wavers is not told", (second) => (second % 6 === 5 ? undefined : "region_behind"), []],
  [
    "what is gone for less than half is not over",
    (second) => (second < 10 || second >= 24 ? "region_silent" : undefined),
    ["0: began region_silent"],
  ],
  [
    "what is gone for half is over",
    (second) => (second < 10 ? "region_silent" : undefined),
    ["0: began region_silent", "24: ended region_silent"],
  ],
  [
    "what falls silent gets worse at once",
    (second) => (second < 20 ? "region_behind" : "region_silent"),
    ["6: began region_behind", "20: changed region_behind region_silent"],
  ],
  [
    "what is merely behind again was silent for a fifth longer",
    (second) => (second < 20 ? "region_silent" : "region_behind"),
    ["0: began region_silent", "26: changed region_silent region_behind"],
  ],
  [
    "a cause that is another one for a moment is the same",
    (second) => (second >= 20 && second < 25 ? "region_isolated" : "region_behind"),
    ["6: began region_behind"],
  ],
])("%s", (_, found, expected) => {
  expect(told(found, 60)).toEqual(expected);
});

describe("what is left of a fault", () => {
  test.each([
    ["is the same for twice the time", "region:1", 60, true],
    ["is others after that", "region:1", 61, false],
    ["of several regions is the same until the end", CLUSTER_ID, 1_000, true],
  ])("%s", (_, id, second, isHeld) => {
    const courses = new IncidentCourses();
    courses.observe([fault("region_silent", { id })], at(0));
    for (let passed = 1; passed <= second; passed += 1) {
      courses.observe([fault("region_silent", { id, isPlain: false })], at(passed));
    }
    expect(courses.isHeld(id, at(second))).toBe(isHeld);
  });

  test("is nothing while there is no incident", () => {
    const courses = new IncidentCourses();
    courses.observe([fault("region_behind")], at(0));
    expect([courses.isHeld("region:1", at(0)), courses.isHeld("region:2", at(0))]).toEqual([false, false]);
  });
});

test("an incident began when what it explains began, on our clock", () => {
  const courses = new IncidentCourses();
  courses.observe([fault("region_behind", { startMs: -4_000 })], at(0));
  courses.observe([fault("region_behind", { startMs: 2_000 })], at(6));

  expect(courses.active.map(({ startedNs }) => startedNs)).toEqual([WALL_NS - 4_000_000_000n]);
});
