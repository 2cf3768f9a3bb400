import type { Fault } from "./terms/fault";
import { CLUSTER_ID } from "./terms/fault";
import type { FaultEvidence } from "./evidence/fault-evidence";
import { NS_PER_MS_F64 } from "../terms/units";
import type { IncidentCause } from "../terms/incident";

/**
 * How long a fault must be there, at every look, before it is an incident, in parts of the time after which silence is Offline:
 * silence has had its time already; lag and leadership have to outlast one heartbeat interval, so that a lag that wavers about
 * its limit makes none.
 */
const SETTLE_PART: Readonly<Record<IncidentCause, number>> = {
  nothing_heard: 0,
  source_unreachable: 0,
  source_stalled: 0,
  region_silent: 0,
  region_isolated: 1 / 5,
  region_behind: 1 / 5,
  region_not_shipping: 1 / 5,
  link: 1 / 5,
  replica_silent: 0,
  replica_unstable: 0,
  shard_behind: 1 / 5,
  leader_conflict: 1 / 3,
  no_leader: 1 / 3,
};

/** How long a fault must be gone before its incident ends: three heartbeat intervals, so that a lag that wavers ends none. */
const LINGER_PART = 1 / 2;
/** What was waited for long enough not to happen again: this is for looks that are late. */
const SHORT_LINGER_PART = 1 / 5;

/** How long what is left of a fault still counts as the same one while it heals. */
const HOLD_PART = 2;

/** One fault from look to look. Times are lived milliseconds. */
export interface Course {
  readonly id: string;
  /** As it was found last. */
  evidence: FaultEvidence;
  /** Seen at every look since. */
  sinceMs: number;
  /** When it was found last; before the present look while it heals. */
  seenMs: number;
  /** When the evidence alone said so last. */
  plainMs: number;
  /** The same before the present look: a second look at one moment must find what the first one found. */
  plainBeforeMs: number;
  isActive: boolean;
  /** When it became an incident. */
  beganMs: number;
  cause: IncidentCause;
  /** A cause that is about to take the place of `cause`. */
  nextCause: IncidentCause;
  nextSinceMs: number;
  startMs: number;
  /** The same on our clock, in nanoseconds since the epoch; 0 until it is an incident. */
  startedNs: bigint;
}

/** A moment in lived time and on our clock, and how long silence lasts before it is Offline. */
export interface CourseMoment {
  readonly livedMs: number;
  readonly wallNs: bigint;
  readonly offlineAfterMs: number;
}

/** What became of a course at a look. */
export interface CourseChange {
  readonly kind: "began" | "changed" | "ended";
  readonly course: Course;
  readonly previousCause?: IncidentCause;
}

/** Faults become incidents when they last, and end when they are gone for good. */
export class IncidentCourses {
  readonly #courses = new Map<string, Course>();
  /** When incidents of an earlier process began, by id; some may be found again. */
  #earlierMs: ReadonlyMap<string, number> = new Map();
  #earlierUntilMs = -Infinity;

  /** What an earlier process found is still the same incident where it is found again until `untilMs`: it began then. */
  resume(begunMs: ReadonlyMap<string, number>, untilMs: number): void {
    this.#earlierMs = begunMs;
    this.#earlierUntilMs = untilMs;
  }

  /** Those that are incidents. */
  get active(): readonly Course[] {
    return [...this.#courses.values()].filter(({ isActive }) => isActive);
  }

  isActive(id: string): boolean {
    return this.#courses.get(id)?.isActive ?? false;
  }

  /** Whether what is left of a fault is still the same one. */
  isHeld(id: string, now: CourseMoment): boolean {
    const { livedMs, offlineAfterMs } = now;
    const course = this.#courses.get(id);
    if (!course?.isActive || course.beganMs >= livedMs || leftMs(course, now) < 0) return false;
    const plainMs = course.seenMs < livedMs ? course.plainMs : course.plainBeforeMs;
    // Several regions at once are one fault until the last of them is back.
    return id === CLUSTER_ID || livedMs - plainMs <= HOLD_PART * offlineAfterMs;
  }

  /** Our clock was set by so much: what began at a time of it began by so much later. */
  moveAlong(stepNs: bigint): void {
    for (const course of this.active) course.startedNs += stepNs;
  }

  /** Takes in what one look found. */
  observe(found: readonly FaultEvidence[], now: CourseMoment): readonly CourseChange[] {
    const { livedMs } = now;
    const changes: CourseChange[] = [];
    const seen = new Set<Course>();
    for (const evidence of found) {
      const before = this.#courses.get(evidence.fault.id);
      // Nobody looked for long: what is there now is another one.
      if (before?.isActive === true && leftMs(before, now) < 0) {
        this.#courses.delete(before.id);
        changes.push({ kind: "ended", course: before });
      }
      const course = this.#course(evidence, livedMs);
      seen.add(course);
      changes.push(...advance(course, evidence, now));
    }
    for (const course of this.#courses.values()) {
      if (seen.has(course)) continue;
      if (course.isActive && leftMs(course, now) > 0) continue;
      this.#courses.delete(course.id);
      if (course.isActive) changes.push({ kind: "ended", course });
    }
    return changes;
  }

  #course(evidence: FaultEvidence, livedMs: number): Course {
    const { fault } = evidence;
    const known = this.#courses.get(fault.id);
    if (known) return known;
    const course: Course = {
      id: fault.id,
      evidence,
      sinceMs: livedMs,
      seenMs: livedMs,
      plainMs: livedMs,
      plainBeforeMs: livedMs,
      isActive: false,
      beganMs: livedMs,
      cause: fault.cause,
      nextCause: fault.cause,
      nextSinceMs: livedMs,
      startMs: Math.min(fault.startMs, this.#earlierStartMs(fault.id, livedMs)),
      startedNs: 0n,
    };
    this.#courses.set(fault.id, course);
    return course;
  }

  #earlierStartMs(id: string, livedMs: number): number {
    return livedMs > this.#earlierUntilMs ? Infinity : (this.#earlierMs.get(id) ?? Infinity);
  }
}

/** Milliseconds until an incident that is not seen ends; below 0 where nobody looked when it did. */
function leftMs({ cause, seenMs }: Course, { livedMs, offlineAfterMs }: CourseMoment): number {
  const part = cause === "replica_unstable" ? SHORT_LINGER_PART : LINGER_PART;
  return part * offlineAfterMs - (livedMs - seenMs);
}

function advance(course: Course, evidence: FaultEvidence, now: CourseMoment): readonly CourseChange[] {
  const { fault } = evidence;
  const { livedMs, offlineAfterMs } = now;
  if (course.seenMs < livedMs) course.plainBeforeMs = course.plainMs;
  course.evidence = evidence;
  course.seenMs = livedMs;
  if (fault.isPlain) course.plainMs = livedMs;
  if (course.nextCause !== fault.cause) {
    course.nextCause = fault.cause;
    course.nextSinceMs = livedMs;
  }
  if (!course.isActive) return begin(course, fault, now);
  if (
    course.cause === fault.cause ||
    livedMs - course.nextSinceMs < SETTLE_PART[fault.cause] * offlineAfterMs
  )
    return [];
  const previousCause = course.cause;
  course.cause = fault.cause;
  return [{ kind: "changed", course, previousCause }];
}

function begin(
  course: Course,
  fault: Fault,
  { livedMs, wallNs, offlineAfterMs }: CourseMoment,
): readonly CourseChange[] {
  course.startMs = Math.min(course.startMs, fault.startMs);
  course.cause = fault.cause;
  if (livedMs - course.sinceMs < SETTLE_PART[fault.cause] * offlineAfterMs) return [];
  course.isActive = true;
  course.beganMs = livedMs;
  course.startedNs = wallNs - BigInt(Math.round((livedMs - course.startMs) * NS_PER_MS_F64));
  return [{ kind: "began", course }];
}
