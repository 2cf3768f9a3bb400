import type { Random } from "./random";
import { ShardLog } from "./shard-log";
import { HEARTBEAT_MS, STEP_MS } from "./shape";
import type { Shape } from "./shape";

/** One replica of a shard, as it really is. */
export interface Replica {
  readonly shard: number;
  readonly region: number;
  isAlive: boolean;
  /** Whether it stands still as a follower: it gets what is shipped, and applies nothing. */
  isStalled: boolean;
  /** Whether its disk is full: it applies nothing as a follower, and takes no writes as a leader. */
  isFull: boolean;
  /** Whether it says that it leads, also when another one does. */
  claimsToLead: boolean;
  /** Whether as a leader it ships nothing. */
  shipsNothing: boolean;
  /** Its clock less the true time. */
  skewMs: number;
  /** The time at which its clock stopped. */
  clockStoppedAtMs: number | undefined;
  boot: number;
  heartbeatSeq: number;
  nextHeartbeatMs: number;
  /** Signals applied since the shard exists. */
  signals: number;
  /** Moving average of signals applied in a second. */
  signalsPerSecond: number;
}

/** The way from one region to another. */
export interface Link {
  isUp: boolean;
  delayMs: number;
  /** Most events of a shard in one step. */
  eventsPerStep: number;
}

/** How far a region is with a shard that it follows. */
interface Following {
  applied: number;
  readonly history: Float64Array;
  /** As the leader knows it. */
  acknowledged: number;
  writtenBy: number;
  /** The same for what is applied. */
  missingBy: number;
}

/** As much as catching up takes at twenty times the pace of a busy leader. */
const EVENTS_PER_STEP = 20_000;

/** Regions, shards, replicas, their logs and the links between them, in steps of {@link STEP_MS}. Nothing in it can lie. */
export class Cluster {
  readonly replicas: readonly Replica[];
  readonly links: readonly (readonly Link[])[];
  /** The region that leads each shard; undefined while none does. */
  readonly leaders: (number | undefined)[];
  readonly homes: readonly number[];
  readonly #byRegion: readonly (readonly Replica[])[];
  readonly #byShard: readonly (readonly Replica[])[];
  readonly #logs: readonly ShardLog[];
  readonly #following: readonly (readonly Following[])[];
  step = 0;

  constructor(
    readonly shape: Shape,
    random: Random,
    steps: number,
  ) {
    const regions = [...Array(shape.regions).keys()];
    const shards = [...Array(shape.regions * shape.shardsPerRegion).keys()];
    this.homes = shards.map((shard) => shard % shape.regions);
    this.leaders = [...this.homes];
    this.#logs = shards.map(() => new ShardLog(random, steps));
    this.replicas = shards.flatMap((shard) => regions.map((region) => newReplica(shard, region, random)));
    this.#byRegion = regions.map((region) => this.replicas.filter((replica) => replica.region === region));
    this.#byShard = shards.map((shard) => this.replicas.filter((replica) => replica.shard === shard));
    this.links = regions.map(() => regions.map(() => newLink(random)));
    this.#following = this.#logs.map((log) => regions.map(() => newFollowing(log.headAt(0), steps)));
  }

  get nowMs(): number {
    return this.step * STEP_MS;
  }

  replica(shard: number, region: number): Replica {
    return this.replicas[shard * this.shape.regions + region]!;
  }

  inRegion(region: number): readonly Replica[] {
    return this.#byRegion[region]!;
  }

  ofShard(shard: number): readonly Replica[] {
    return this.#byShard[shard]!;
  }

  /** Shards that a region leads. */
  ledIn(region: number): readonly number[] {
    return [...this.leaders.keys()].filter((shard) => this.leaders[shard] === region);
  }

  head(shard: number): number {
    return this.#logs[shard]!.headAt(this.step);
  }

  applied(shard: number, region: number): number {
    return this.leaders[shard] === region ? this.head(shard) : this.#following[shard]![region]!.applied;
  }

  /** How far a follower is behind, as its leader knows. */
  lag(shard: number, region: number): { readonly seqnos: number; readonly ageMs: number } {
    const following = this.#following[shard]![region]!;
    const { ageMs, writtenBy } = this.#logs[shard]!.ageMs(
      this.step,
      following.acknowledged,
      following.writtenBy,
    );
    following.writtenBy = writtenBy;
    return { seqnos: Math.max(0, this.head(shard) - following.acknowledged), ageMs };
  }

  /** Milliseconds since the oldest event was written that a follower has not applied. */
  missingMs(shard: number, region: number): number {
    const following = this.#following[shard]![region]!;
    const { ageMs, writtenBy } = this.#logs[shard]!.ageMs(this.step, following.applied, following.missingBy);
    following.missingBy = writtenBy;
    return ageMs;
  }

  /** A region begins to lead a shard with what it has applied. */
  lead(shard: number, region: number): void {
    const head = this.applied(shard, region);
    this.#logs[shard]!.truncate(this.step, head);
    this.leaders[shard] = region;
    for (const following of this.#following[shard]!) {
      following.applied = Math.min(following.applied, head);
      following.acknowledged = Math.min(following.acknowledged, following.applied);
      following.writtenBy = 0;
      following.missingBy = 0;
      following.history.fill(following.applied, this.step);
    }
  }

  /** A replica starts anew, on what it had. */
  start(replica: Replica): void {
    replica.isAlive = true;
    replica.boot += 1;
    replica.heartbeatSeq = 0;
    replica.nextHeartbeatMs = this.nowMs + 500;
  }

  advance(): void {
    this.step += 1;
    for (let shard = 0; shard < this.homes.length; shard += 1) this.#advanceShard(shard);
  }

  #advanceShard(shard: number): void {
    const leaderRegion = this.leaders[shard];
    const leader = leaderRegion === undefined ? undefined : this.replica(shard, leaderRegion);
    const events = this.#logs[shard]!.write(this.step, leader?.isAlive === true && !leader.isFull);
    for (let region = 0; region < this.shape.regions; region += 1) {
      const replica = this.replica(shard, region);
      const following = this.#following[shard]![region]!;
      if (replica === leader) {
        count(replica, events);
        following.applied = this.head(shard);
        following.acknowledged = following.applied;
      } else {
        const before = following.applied;
        if (leader !== undefined) this.#ship(leader, replica, following);
        count(replica, following.applied - before);
      }
      following.history[this.step] = following.applied;
    }
  }

  #ship(leader: Replica, follower: Replica, following: Following): void {
    if (!leader.isAlive || !follower.isAlive) return;
    const there = this.links[leader.region]![follower.region]!;
    const back = this.links[follower.region]![leader.region]!;
    if (there.isUp && !follower.isStalled && !follower.isFull && !leader.shipsNothing) {
      const sent = this.#logs[leader.shard]!.headAt(this.step - stepsOf(there));
      const most = following.applied + there.eventsPerStep;
      following.applied = Math.max(following.applied, Math.min(sent, most));
    }
    if (!back.isUp) return;
    const known = following.history[Math.max(0, this.step - stepsOf(back))]!;
    following.acknowledged = Math.max(following.acknowledged, Math.min(known, following.applied));
  }
}

function newReplica(shard: number, region: number, random: Random): Replica {
  return {
    shard,
    region,
    isAlive: true,
    isStalled: false,
    isFull: false,
    claimsToLead: false,
    shipsNothing: false,
    skewMs: random.between(-200, 200),
    clockStoppedAtMs: undefined,
    boot: 1 + random.below(1_000_000),
    heartbeatSeq: 0,
    nextHeartbeatMs: random.below(HEARTBEAT_MS),
    signals: random.below(1_000_000),
    signalsPerSecond: 0,
  };
}

function newLink(random: Random): Link {
  return { isUp: true, delayMs: random.between(20, 150), eventsPerStep: EVENTS_PER_STEP };
}

function newFollowing(position: number, steps: number): Following {
  return {
    applied: position,
    history: new Float64Array(steps).fill(position),
    acknowledged: position,
    writtenBy: 0,
    missingBy: 0,
  };
}

function stepsOf(link: Link): number {
  return Math.max(1, Math.round(link.delayMs / STEP_MS));
}

/** The average is moved once a second's worth of steps would have moved it: alpha = 0.1 a second. */
function count(replica: Replica, events: number): void {
  replica.signals += events;
  replica.signalsPerSecond +=
    (0.1 / (1000 / STEP_MS)) * ((events * 1000) / STEP_MS - replica.signalsPerSecond);
}
