import type { CourseStep } from "../../../../../src/domain/history/region-courses";
import type { RegionStatus } from "../../../../../src/domain/terms/cluster-health";
import { sparkline, stateStrip } from "../../../../../src/http/status-page/regions/sparkline";

const NOW_MS = 1_700_000_010_000;

/** The latest step comes last; undefined is one in which nobody looked. */
function course(...lags: readonly (number | undefined)[]): readonly CourseStep[] {
  return lags.flatMap((lagSeconds, index) =>
    lagSeconds === undefined ? [] : [step(lags.length - 1 - index, "Healthy", lagSeconds)],
  );
}

function step(stepsAgo: number, state: RegionStatus, lagSeconds?: number): CourseStep {
  return { atMs: NOW_MS - stepsAgo * 30_000, state, lagSeconds, signalsPerSecond: 1 };
}

function draw(steps: readonly CourseStep[]): string {
  return String(
    sparkline(
      steps,
      NOW_MS + 29_999,
      "Lag",
      ({ lagSeconds }) => lagSeconds,
      (lag) => `${lag} s`,
    ),
  );
}

test("a line ends at the present and reaches the top at its highest", () => {
  expect(draw(course(0, 0, 5, 10))).toContain('d="M116 23.0L117 23.0L118 12.0L119 1.0"');
});

test("it says its range to those who do not see it", () => {
  expect(draw(course(1, 1, 10, 4))).toContain("<title>Lag, last hour: from 1 s to 10 s</title>");
});

test("it has a gap where nobody looked for longer than a step, and a dot where somebody looked once", () => {
  expect(draw(course(10, undefined, undefined, 10, 10, undefined, undefined, 10))).toContain(
    'd="M112 1.0h0M115 1.0L116 1.0M119 1.0h0"',
  );
});

test("a figure that was always 0 is a line at the bottom", () => {
  expect(draw(course(0, 0, 0, 0))).toContain('d="M116 23.0L117 23.0L118 23.0L119 23.0"');
});

test.each([0, 1, 3])("of %d steps nothing is drawn yet", (count) => {
  const steps = course(...Array.from({ length: count }, () => 3));
  expect(draw(steps)).toBe("");
  expect(stateStrip(steps, NOW_MS)).toBe("");
});

test("states are a strip of runs, said as how long each lasted, the worst first", () => {
  const steps = [step(3, "Healthy"), step(2, "Offline"), step(1, "Offline"), step(0, "Healthy")];
  const strip = String(stateStrip(steps, NOW_MS));
  const runs = [...strip.matchAll(/<rect class="(\w+)" x="(\d+)" y="0" width="(\d+)"/g)];
  expect(runs.map(([, ...parts]) => parts)).toEqual([
    ["healthy", "116", "1"],
    ["offline", "117", "2"],
    ["healthy", "119", "1"],
  ]);
  expect(strip).toContain("<title>State, last hour: Offline 1 min, Healthy 1 min</title>");
  expect(String(stateStrip(course(1, 1, 1, 1), NOW_MS))).toContain("State, last hour: always Healthy");
});
