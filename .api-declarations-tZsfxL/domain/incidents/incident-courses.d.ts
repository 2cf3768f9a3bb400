import type { FaultEvidence } from "./fault-evidence";
import type { IncidentCause } from "../terms/incident";
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
export declare class IncidentCourses {
    #private;
    /** Those that are incidents. */
    get active(): readonly Course[];
    isActive(id: string): boolean;
    /** Whether what is left of a fault is still the same one. */
    isHeld(id: string, now: CourseMoment): boolean;
    /** Takes in what one look found. */
    observe(found: readonly FaultEvidence[], now: CourseMoment): readonly CourseChange[];
}
