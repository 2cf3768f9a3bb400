import type { Replica } from "../world/cluster";
import type { World } from "../world/world";
import type { Mistakes } from "./episode-result";

const LIMIT_MS = 5000;
/** Between two looks. */
const LOOK_MS = 1000;
/** What was true is still told for as long: a heartbeat interval, its way, late ones, a tick. */
const ECHO_MS = 13_000;

interface Course {
  laggingSinceMs: number | undefined;
  isDetected: boolean;
  lastCauseMs: number;
  isMistaken: boolean;
}

/** Holds Degraded against the true lag of what a region leads and the true silence of its replicas. */
export class DegradedJudge {
  readonly #courses: readonly Course[];
  readonly #detectedAfterS: number[] = [];
  #mistakes = 0;
  #mistakenMs = 0;
  /** When each replica was last able to send. */
  readonly #talkedMs: Float64Array;

  constructor(world: World) {
    const { shape, replicas } = world.cluster;
    this.#talkedMs = new Float64Array(replicas.length);
    this.#courses = Array.from({ length: shape.regions }, () => ({
      laggingSinceMs: undefined,
      isDetected: false,
      lastCauseMs: 0,
      isMistaken: false,
    }));
  }

  get detectedAfterS(): readonly number[] {
    return this.#detectedAfterS;
  }

  get mistakes(): Mistakes {
    return { count: this.#mistakes, totalMs: this.#mistakenMs };
  }

  /** Once a second, about the first exporter. */
  see(world: World, isDegraded: (region: number) => boolean): void {
    const { nowMs } = world;
    const ages = worstAges(world, (shard, region) => world.cluster.lag(shard, region).ageMs);
    // Followers that say where they are are known to be level also while nothing of it gets back to their leaders.
    const { cluster } = world;
    const missing =
      cluster.shape.fields === "all" ? worstAges(world, (...at) => cluster.missingMs(...at)) : ages;
    const silent = this.#silentRegions(world);
    this.#courses.forEach((course, region) => {
      const ageMs = ages[region]!;
      if (ageMs > 0.8 * LIMIT_MS || silent.has(region)) course.lastCauseMs = nowMs;
      const says = isDegraded(region);
      const isMistaken = says && nowMs - course.lastCauseMs > ECHO_MS;
      if (isMistaken && !course.isMistaken) this.#mistakes += 1;
      if (isMistaken) this.#mistakenMs += LOOK_MS;
      course.isMistaken = isMistaken;
      this.#seeLag(course, missing[region]!, says, nowMs);
    });
  }

  #seeLag(course: Course, ageMs: number, says: boolean, nowMs: number): void {
    if (ageMs <= LIMIT_MS) {
      course.laggingSinceMs = undefined;
      course.isDetected = false;
      return;
    }
    // What shows at once in full, because its leader is back, could not be told before.
    course.laggingSinceMs ??= nowMs - Math.min(LOOK_MS, ageMs - LIMIT_MS);
    if (!says || course.isDetected) return;
    course.isDetected = true;
    this.#detectedAfterS.push(Math.max(0, nowMs - course.laggingSinceMs) / 1000);
  }

  /** Regions with a replica that could not be heard for most of the time that makes it silent. */
  #silentRegions(world: World): ReadonlySet<number> {
    const silent = new Set<number>();
    const paths = world.network.paths[0]!;
    world.cluster.replicas.forEach((replica, place) => {
      const path = paths[replica.region]!;
      if (replica.isAlive && !path.isCut && !path.isHeld) this.#talkedMs[place] = world.nowMs;
      if (world.nowMs - this.#talkedMs[place]! > 15_000) silent.add(replica.region);
      if (!replica.isAlive || path.isHeld || isLeaderless(world, replica)) silent.add(replica.region);
    });
    return silent;
  }
}

/** Where only leaders send heartbeats, a shard that nobody leads is silent, and that it is not heard at its home is no mistake. */
function isLeaderless({ cluster }: World, { shard, region }: Replica): boolean {
  const { shape, leaders, homes } = cluster;
  return shape.fields === "leaders" && leaders[shard] === undefined && homes[shard] === region;
}

/** The worst lag of what each region leads, as long as its leaders live to tell. */
function worstAges({ cluster }: World, ageMs: (shard: number, region: number) => number): readonly number[] {
  const worst = Array.from({ length: cluster.shape.regions }, () => 0);
  cluster.leaders.forEach((leader, shard) => {
    if (leader === undefined || !cluster.replica(shard, leader).isAlive) return;
    for (let region = 0; region < cluster.shape.regions; region += 1) {
      if (region !== leader) worst[leader] = Math.max(worst[leader]!, ageMs(shard, region));
    }
  });
  return worst;
}
