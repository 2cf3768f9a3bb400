import type { RegionStatus } from "../terms/cluster-health";
import { isWorse } from "../terms/cluster-health";
import type { ClusterTotals } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import { NS_PER_MS } from "../terms/units";

/** What happens within so many milliseconds is one step of a course. */
export const COURSE_STEP_MS = 30_000;

/** Steps of a course: an hour. */
export const COURSE_STEPS = 120;

/** Regions whose course is kept: 2 KB each. */
const MAX_REGIONS = 512;

const STATES: readonly RegionStatus[] = ["Healthy", "Unknown", "Degraded", "Offline"];

/** One step of the course of a region. */
export interface CourseStep {
  /** Milliseconds since the epoch: when the step begins. */
  readonly atMs: number;
  /** The worst state that was seen in it. */
  readonly state: RegionStatus;
  /** The most that the region trailed as a follower; undefined where it follows nothing. */
  readonly lagSeconds: number | undefined;
  /** As of the last look. */
  readonly signalsPerSecond: number;
}

/** What totals a course is made of. */
export type CourseTotals = Pick<ClusterTotals, "takenAtNs" | "regions" | "inboundLag">;

/**
 * The last hour of each region: state, lag and throughput, of what was evaluated anyway. Memory is bounded: a ring for each
 * of at most {@link MAX_REGIONS} regions.
 */
export class RegionCourses {
  readonly #rings = new Map<RegionId, Ring>();
  readonly #maxRegions: number;
  #lastAtMs = -Infinity;

  constructor(maxRegions = MAX_REGIONS) {
    this.#maxRegions = maxRegions;
  }

  /** Milliseconds since the epoch: of the totals that were seen last; -Infinity before the first. */
  get lastAtMs(): number {
    return this.#lastAtMs;
  }

  /** Takes in totals; those of a moment within a known step add to it. Returns them, so that it can stand where totals are taken. */
  observe<T extends CourseTotals>(totals: T): T {
    const atMs = Number(totals.takenAtNs / NS_PER_MS);
    const step = Math.floor(atMs / COURSE_STEP_MS);
    this.#lastAtMs = atMs;
    this.#forget(totals);
    const lags = new Map(totals.inboundLag.map(({ regionId, lagSeconds }) => [regionId, lagSeconds]));
    for (const { regionId, state, signalsPerSecond } of totals.regions) {
      this.#ringOf(regionId)?.add(step, state, lags.get(regionId), signalsPerSecond);
    }
    return totals;
  }

  /**
   * The course of a region, oldest step first; steps in which nobody looked are left out.
   *
   * @param nowMs - milliseconds since the epoch: what is an hour older is left out.
   */
  of(regionId: RegionId, nowMs: number): readonly CourseStep[] {
    return this.#rings.get(regionId)?.until(Math.floor(nowMs / COURSE_STEP_MS)) ?? [];
  }

  #ringOf(regionId: RegionId): Ring | undefined {
    const known = this.#rings.get(regionId);
    if (known !== undefined || this.#rings.size >= this.#maxRegions) return known;
    const ring = new Ring();
    this.#rings.set(regionId, ring);
    return ring;
  }

  /** A region that left makes room. */
  #forget({ regions }: CourseTotals): void {
    if (this.#rings.size === 0) return;
    const present = new Set(regions.map(({ regionId }) => regionId));
    for (const regionId of this.#rings.keys()) if (!present.has(regionId)) this.#rings.delete(regionId);
  }
}

/** The steps of one region, each at the place that its number has in the ring. */
class Ring {
  /** The number of the step that a place holds; 0 is none. */
  readonly #steps = new Float64Array(COURSE_STEPS);
  readonly #states = new Uint8Array(COURSE_STEPS);
  readonly #lags = new Float64Array(COURSE_STEPS);
  readonly #rates = new Float64Array(COURSE_STEPS);

  add(step: number, state: RegionStatus, lagSeconds: number | undefined, signalsPerSecond: number): void {
    const place = placeOf(step);
    const isNew = this.#steps[place] !== step;
    if (isNew) {
      this.#steps[place] = step;
      this.#states[place] = 0;
      this.#lags[place] = NaN;
    }
    if (isWorse(state, STATES[this.#states[place]!]!)) this.#states[place] = STATES.indexOf(state);
    const lag = this.#lags[place]!;
    if (lagSeconds !== undefined && !(lag >= lagSeconds)) this.#lags[place] = lagSeconds;
    this.#rates[place] = signalsPerSecond;
  }

  until(last: number): readonly CourseStep[] {
    const found: CourseStep[] = [];
    for (let step = last - COURSE_STEPS + 1; step <= last; step += 1) {
      const place = placeOf(step);
      if (this.#steps[place] !== step) continue;
      const lag = this.#lags[place]!;
      found.push({
        atMs: step * COURSE_STEP_MS,
        state: STATES[this.#states[place]!]!,
        lagSeconds: Number.isNaN(lag) ? undefined : lag,
        signalsPerSecond: this.#rates[place]!,
      });
    }
    return found;
  }
}

/** A clock may stand before the epoch. */
function placeOf(step: number): number {
  return ((step % COURSE_STEPS) + COURSE_STEPS) % COURSE_STEPS;
}
