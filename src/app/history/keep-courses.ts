import { repeatEvery } from "../../concurrency/repeat-every";
import type { ControlPlane } from "../../domain/control-plane";
import { COURSE_STEP_MS } from "../../domain/history/region-courses";
import type { RegionCourses } from "../../domain/history/region-courses";
import type { Clock } from "../../domain/terms/clock";
import { NS_PER_MS } from "../../domain/terms/units";

/** How often it is looked whether anybody else has looked. */
const LOOK_MS = 5_000;

/**
 * Goes on with the last hour of each region where nothing else does: scrapes take totals anyway, and only without them the cluster
 * is added up for it, once in a step.
 *
 * @returns a function that ends it.
 */
export function keepCourses(
  courses: RegionCourses,
  controlPlane: Pick<ControlPlane, "totals">,
  clock: Clock,
): () => void {
  const look = (): void => {
    const nowMs = Number(clock().wallNs / NS_PER_MS);
    // A clock that was set back would have to catch up before anything is seen again.
    if (Math.abs(nowMs - courses.lastAtMs) >= COURSE_STEP_MS - LOOK_MS)
      courses.observe(controlPlane.totals());
  };
  return repeatEvery(LOOK_MS, look);
}
