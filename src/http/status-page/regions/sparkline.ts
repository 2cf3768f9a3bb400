import { COURSE_STEP_MS, COURSE_STEPS } from "../../../domain/history/region-courses";
import type { CourseStep } from "../../../domain/history/region-courses";
import { isWorse } from "../../../domain/terms/cluster-health";
import type { RegionStatus } from "../../../domain/terms/cluster-health";
import { html } from "../html";
import type { Html } from "../html";

/** A step is one wide. */
const WIDTH = COURSE_STEPS;
const HEIGHT = 24;

/** Two minutes: a drawing of fewer steps is a stroke that says nothing yet. */
const MIN_STEPS = 4;

/** In the place of a line to the next point, where there is none: a dot. */
const DOT = "h0";

/** The last hour of a figure as a line above a mark of the whole hour, its highest point at the top; nothing while too little is known. */
export function sparkline(
  steps: readonly CourseStep[],
  nowMs: number,
  what: string,
  valueOf: (step: CourseStep) => number | undefined,
  format: (value: number) => string,
): Html | "" {
  const points = steps.flatMap((step) => {
    const value = valueOf(step);
    return value === undefined ? [] : [{ x: placeOf(step, nowMs), value }];
  });
  if (points.length < MIN_STEPS) return "";
  const values = points.map(({ value }) => value);
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  const scale = highest > 0 ? (HEIGHT - 2) / highest : 0;
  const beginsAt = (index: number): boolean =>
    (points[index]?.x ?? Infinity) - (points[index - 1]?.x ?? -Infinity) > 2;
  const path = points
    .map(({ x, value }, index) => {
      const isAlone = beginsAt(index) && beginsAt(index + 1);
      const place = `${x} ${(HEIGHT - 1 - value * scale).toFixed(1)}`;
      return `${beginsAt(index) ? "M" : "L"}${place}${isAlone ? DOT : ""}`;
    })
    .join("");
  const label = `${what}, last hour: from ${format(lowest)} to ${format(highest)}`;
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img">
    <title>${label}</title>
    <path class="hour" d="M0 ${HEIGHT - 0.5}H${WIDTH}" />
    <path d="${path}" />
  </svg>`;
}

/** The last hour of a region's state as a strip; nothing while too little is known. */
export function stateStrip(steps: readonly CourseStep[], nowMs: number): Html | "" {
  if (steps.length < MIN_STEPS) return "";
  const runs: { state: RegionStatus; x: number; width: number }[] = [];
  for (const step of steps) {
    const x = placeOf(step, nowMs);
    const run = runs.at(-1);
    if (run?.state === step.state && run.x + run.width === x) run.width += 1;
    else runs.push({ state: step.state, x, width: 1 });
  }
  const label = `State, last hour: ${worstOf(steps)}`;
  return html`<svg class="spark strip" viewBox="0 0 ${WIDTH} 6" preserveAspectRatio="none" role="img">
    <title>${label}</title>
    <rect class="hour" width="${WIDTH}" height="6" />
    ${runs.map(
      ({ state, x, width }) =>
        html`<rect class="${state.toLowerCase()}" x="${x}" y="0" width="${width}" height="6" />`,
    )}
  </svg>`;
}

function placeOf({ atMs }: CourseStep, nowMs: number): number {
  return (
    WIDTH - 1 - Math.round((Math.floor(nowMs / COURSE_STEP_MS) * COURSE_STEP_MS - atMs) / COURSE_STEP_MS)
  );
}

/** "always Healthy", or for how long it was in which other state. */
function worstOf(steps: readonly CourseStep[]): string {
  const counts = new Map<RegionStatus, number>();
  for (const { state } of steps) counts.set(state, (counts.get(state) ?? 0) + 1);
  if (counts.size === 1) return `always ${[...counts.keys()].join("")}`;
  return [...counts]
    .sort(([a], [b]) => (isWorse(a, b) ? -1 : 1))
    .map(([state, count]) => `${state} ${Math.ceil((count * COURSE_STEP_MS) / 60_000)} min`)
    .join(", ");
}
