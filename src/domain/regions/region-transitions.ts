import type { Reason, RegionStatus } from "../terms/cluster-health";
import type { TransitionCount } from "../terms/cluster-snapshot";
import type { RegionId } from "../terms/ids";
import type { Listing } from "../terms/listing";

/** A region went from one state to another. */
export interface RegionChange {
  readonly regionId: RegionId;
  readonly from: RegionStatus;
  readonly to: RegionStatus;
}

/** A change of a region's state, with all that one wants to tell about it. */
export interface RegionTransition extends RegionChange {
  readonly name: string;
  /** Nanoseconds since the epoch, our clock. */
  readonly atNs: bigint;
  /** Why it is in the new state; empty when that is Healthy. */
  readonly reasons: Listing<Reason>;
}

const STATUSES: readonly RegionStatus[] = ["Healthy", "Degraded", "Offline", "Unknown"];

interface Course {
  status: RegionStatus;
  sinceNs: bigint;
  readonly counts: Map<string, number>;
  /** The same for all pairs, made when it is asked for and kept until the next change: most regions never change. */
  listed: readonly TransitionCount[] | undefined;
}

/** How the state of a region went until some moment. */
export interface RegionCourse {
  readonly regionId: RegionId;
  readonly status: RegionStatus;
  /** Nanoseconds since the epoch. */
  readonly sinceNs: bigint;
  readonly transitions: readonly TransitionCount[];
}

/** The state of each region, since when, and how often it changed. A region is born Unknown. */
export class RegionTransitions {
  readonly #courses = new Map<RegionId, Course>();

  /** Takes in the present state of all regions; forgets those that are gone. Returns what changed. */
  observe(statuses: ReadonlyMap<RegionId, RegionStatus>, nowNs: bigint): readonly RegionChange[] {
    const changes: RegionChange[] = [];
    for (const regionId of this.#courses.keys()) {
      if (!statuses.has(regionId)) this.#courses.delete(regionId);
    }
    for (const [regionId, to] of statuses) {
      const course = this.#course(regionId, nowNs);
      if (course.status === to) continue;
      changes.push({ regionId, from: course.status, to });
      const key = pair(course.status, to);
      course.counts.set(key, (course.counts.get(key) ?? 0) + 1);
      course.listed = undefined;
      course.status = to;
      course.sinceNs = nowNs;
    }
    return changes;
  }

  /** Goes on from what another one knew of a region. To be called before the region is observed. */
  resume({ regionId, status, sinceNs, transitions }: RegionCourse): void {
    const counts = new Map(transitions.map(({ from, to, count }) => [pair(from, to), count]));
    this.#courses.set(regionId, { status, sinceNs, counts, listed: undefined });
  }

  /** Our clock was set by so much: what changed at a time of it changed by so much later. */
  moveAlong(stepNs: bigint): void {
    for (const course of this.#courses.values()) course.sinceNs += stepNs;
  }

  /** Nanoseconds since the epoch: when the region's state last changed; undefined for a region never observed. */
  sinceNs(regionId: RegionId): bigint | undefined {
    return this.#courses.get(regionId)?.sinceNs;
  }

  /** Every pair of different states, so that a counter exists before it first counts. */
  counts(regionId: RegionId): readonly TransitionCount[] {
    const course = this.#courses.get(regionId);
    if (!course) return listed(new Map());
    course.listed ??= listed(course.counts);
    return course.listed;
  }

  #course(regionId: RegionId, nowNs: bigint): Course {
    let course = this.#courses.get(regionId);
    if (!course) {
      course = { status: "Unknown", sinceNs: nowNs, counts: new Map(), listed: undefined };
      this.#courses.set(regionId, course);
    }
    return course;
  }
}

function listed(counts: ReadonlyMap<string, number>): readonly TransitionCount[] {
  return STATUSES.flatMap((from) =>
    STATUSES.filter((to) => to !== from).map((to) => ({
      from,
      to,
      count: counts.get(pair(from, to)) ?? 0,
    })),
  );
}

function pair(from: RegionStatus, to: RegionStatus): string {
  return `${from} ${to}`;
}
