import type { World } from "../world/world";
import type { VerdictFigures } from "./episode-result";

/** A region that is gone for less need not be noticed: the threshold, a heartbeat interval and a second. */
const LONG_MS = 36_000;
/** After a region is back, its first heartbeats are on their way for as long. */
const BACK_MS = 8000;

/** Whether any replica of a region talks, and can be heard. */
export function isReachable(world: World, exporter: number, region: number): boolean {
  const { isCut, isHeld } = world.network.paths[exporter]![region]!;
  if (isCut || isHeld) return false;
  const { cluster } = world;
  const onlyLeaders = cluster.shape.fields === "leaders";
  return cluster
    .inRegion(region)
    .some(
      (replica) =>
        replica.isAlive &&
        (!onlyLeaders || cluster.leaders[replica.shard] === region || replica.claimsToLead),
    );
}

interface RegionCourse {
  reachableSinceMs: number | undefined;
  goneSinceMs: number | undefined;
  lastSentMs: number;
  isDetected: boolean;
  isMistaken: boolean;
}

/** Holds what one detector says of one exporter's regions against what is so, second by second. */
export class OfflineJudge {
  readonly #detectedAfterS: number[] = [];
  #missed = 0;
  #mistakes = 0;
  #mistakenMs = 0;
  readonly #courses: readonly RegionCourse[];

  constructor(regions: number) {
    this.#courses = Array.from({ length: regions }, () => ({
      reachableSinceMs: undefined,
      goneSinceMs: undefined,
      lastSentMs: 0,
      isDetected: false,
      isMistaken: false,
    }));
  }

  get figures(): VerdictFigures {
    return {
      detectedAfterS: this.#detectedAfterS,
      missed: this.#missed,
      falseOffline: { count: this.#mistakes, totalMs: this.#mistakenMs },
    };
  }

  /** Once a second. `lastSentMs` is when the last heartbeat that arrives was sent. */
  see(
    region: number,
    truth: { isReachable: boolean; lastSentMs: number },
    isOffline: boolean,
    nowMs: number,
  ): void {
    const course = this.#courses[region]!;
    if (truth.isReachable) this.#seeReachable(course, truth.lastSentMs, isOffline, nowMs);
    else this.#seeGone(course, truth.lastSentMs, isOffline, nowMs);
  }

  /** Notes what was not found until the end. */
  end(nowMs: number): void {
    for (const course of this.#courses) this.#endGone(course, nowMs);
  }

  #seeReachable(course: RegionCourse, lastSentMs: number, isOffline: boolean, nowMs: number): void {
    this.#endGone(course, nowMs);
    course.reachableSinceMs ??= nowMs;
    const isHeard = nowMs - course.reachableSinceMs >= BACK_MS && nowMs - lastSentMs < 15_000;
    const isMistaken = isOffline && isHeard;
    if (isMistaken && !course.isMistaken) this.#mistakes += 1;
    if (isMistaken) this.#mistakenMs += 1000;
    course.isMistaken = isMistaken;
  }

  #seeGone(course: RegionCourse, lastSentMs: number, isOffline: boolean, nowMs: number): void {
    course.reachableSinceMs = undefined;
    if (course.goneSinceMs === undefined) {
      course.goneSinceMs = nowMs;
      course.lastSentMs = lastSentMs;
    }
    if (!isOffline || course.isDetected) return;
    course.isDetected = true;
    this.#detectedAfterS.push((nowMs - course.lastSentMs) / 1000);
  }

  #endGone(course: RegionCourse, nowMs: number): void {
    const wasLong = course.goneSinceMs !== undefined && nowMs - course.lastSentMs > LONG_MS;
    if (wasLong && !course.isDetected) this.#missed += 1;
    course.goneSinceMs = undefined;
    course.isDetected = false;
  }
}
