import { isU16, U16_EXPECTED } from "../terms/ids";
import type { RegionId, ShardId } from "../terms/ids";
import { lowerBound } from "../columns/lower-bound";
import { resized } from "../columns/resized";

/** Which region a shard is at home in, that is, where its leader belongs. */
export interface ShardAssignment {
  readonly shardId: ShardId;
  readonly regionId: RegionId;
}

/**
 * Assignments in two columns: tens of thousands of small objects that live as long as a configuration keep the garbage
 * collector busy while everything else waits, and take long to reach another thread.
 */
export class Assignments implements Iterable<ShardAssignment> {
  readonly shardIds: Uint16Array<ArrayBuffer>;
  readonly regionIds: Uint16Array<ArrayBuffer>;

  /** @param regionIds - of as many shards, in the same order. */
  constructor(shardIds: Uint16Array<ArrayBuffer>, regionIds: Uint16Array<ArrayBuffer>) {
    this.shardIds = shardIds;
    this.regionIds = regionIds;
  }

  /** @param list - ids of 16 bits. */
  static of(list: readonly ShardAssignment[]): Assignments {
    return new Assignments(
      Uint16Array.from(list, ({ shardId }) => shardId),
      Uint16Array.from(list, ({ regionId }) => regionId),
    );
  }

  get length(): number {
    return this.shardIds.length;
  }

  *[Symbol.iterator](): Generator<ShardAssignment, void> {
    for (const [place, shardId] of this.shardIds.entries())
      yield { shardId, regionId: this.regionIds[place]! };
  }
}

/** tidalDB's `ClusterTopology`: every assignment, ordered by shard. */
export interface ClusterTopology {
  readonly shards: readonly ShardAssignment[];
}

/** @throws RangeError when an id does not fit 16 bits. */
export function checkAssignment({ shardId, regionId }: ShardAssignment): void {
  if (!isU16(shardId)) throw new RangeError(`shard_id: expected ${U16_EXPECTED}, got ${String(shardId)}`);
  if (!isU16(regionId)) throw new RangeError(`region_id: expected ${U16_EXPECTED}, got ${String(regionId)}`);
}

/** @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice. */
export function checkAssignments(assignments: Iterable<ShardAssignment>): void {
  const seen = new Set<ShardId>();
  for (const assignment of assignments) checkNextAssignment(assignment, seen);
}

/**
 * The same for one assignment after another.
 *
 * @param seen - the shards of those before; this one is added.
 */
export function checkNextAssignment(assignment: ShardAssignment, seen: Set<ShardId>): void {
  checkAssignment(assignment);
  const { shardId } = assignment;
  if (seen.has(shardId))
    throw new RangeError(`topology: shard ${shardId} is assigned twice; a shard has one home region`);
  seen.add(shardId);
}

/** In the place of the home of a shard that the topology does not name. */
const NO_HOME = -1;

/** The home of every shard at one moment: a column, which is copied and compared in no time however many there are. */
export class Homes {
  readonly #homes: Int32Array;

  /** @param homes - by shard; not to be changed any more. */
  constructor(homes: Int32Array) {
    this.#homes = homes;
  }

  /** No shard from here on has a home. */
  get limit(): number {
    return this.#homes.length;
  }

  homeOf(shardId: ShardId): RegionId | undefined {
    const home = this.#homes[shardId] ?? NO_HOME;
    return home === NO_HOME ? undefined : home;
  }
}

/** From more changes on, the list is made anew: a change at a time, each copies it. */
const CHANGES_FOR_A_NEW_LIST = 16;

/**
 * The live topology: shard to home region. One object is shared by the control plane and the router, so that an update
 * reaches both.
 */
export class Topology {
  /** By shard; a look at every shard asks for every home, which a map would answer four times slower. */
  #homes = new Int32Array(0);
  #size = 0;
  /** How many shards are at home in each region; those without any are left out. */
  readonly #homedCounts = new Map<RegionId, number>();
  #version = 0;
  /** By shard, without what has changed since it was asked for last. */
  #ordered: readonly ShardAssignment[] = [];
  readonly #changedShards = new Set<ShardId>();

  /** @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice. */
  constructor(assignments: Iterable<ShardAssignment> = []) {
    const wanted = [...assignments];
    checkAssignments(wanted);
    for (const assignment of wanted) this.assign(assignment);
  }

  /** Grows with every change; what is derived from the topology compares it. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#size;
  }

  /** Ordered by shard. The array is shared: it is not changed by later updates. */
  get assignments(): readonly ShardAssignment[] {
    if (this.#changedShards.size > CHANGES_FOR_A_NEW_LIST) {
      this.#ordered = Array.from(this.shardIds(), (shardId) => ({
        shardId,
        regionId: this.#homes[shardId]!,
      }));
    } else {
      for (const shardId of this.#changedShards) this.#ordered = this.#withPresentHome(shardId);
    }
    this.#changedShards.clear();
    return this.#ordered;
  }

  /** In their order. */
  *shardIds(): Generator<ShardId, void> {
    for (let shardId = 0; shardId < this.#homes.length; shardId += 1) {
      if (this.#homes[shardId] !== NO_HOME) yield shardId;
    }
  }

  homeOf(shardId: ShardId): RegionId | undefined {
    const home = this.#homes[shardId] ?? NO_HOME;
    return home === NO_HOME ? undefined : home;
  }

  /** The homes of this moment, which later updates do not change. @internal */
  homesNow(): Homes {
    return new Homes(this.#homes.slice());
  }

  /** Whether any shard is at home in the region. */
  isHome(regionId: RegionId): boolean {
    return this.#homedCounts.has(regionId);
  }

  /**
   * Adds a shard or moves it to another home.
   *
   * @returns the home it had before, or undefined.
   * @throws RangeError when an id does not fit 16 bits.
   */
  assign(assignment: ShardAssignment): RegionId | undefined {
    checkAssignment(assignment);
    const { shardId, regionId } = assignment;
    const previous = this.homeOf(shardId);
    if (previous !== regionId) {
      if (shardId >= this.#homes.length) this.#makeRoom(shardId);
      this.#homes[shardId] = regionId;
      this.#countHomed(regionId, 1);
      if (previous === undefined) this.#size += 1;
      else this.#countHomed(previous, -1);
      this.#changed(shardId);
    }
    return previous;
  }

  /** @returns the home that the shard had, or undefined when the topology did not name it. */
  remove(shardId: ShardId): RegionId | undefined {
    const previous = this.homeOf(shardId);
    if (previous !== undefined) {
      this.#homes[shardId] = NO_HOME;
      this.#size -= 1;
      this.#countHomed(previous, -1);
      this.#changed(shardId);
    }
    return previous;
  }

  #makeRoom(shardId: ShardId): void {
    const before = this.#homes.length;
    this.#homes = resized(this.#homes, Math.max(2 * before, shardId + 1)).fill(NO_HOME, before);
  }

  #countHomed(regionId: RegionId, change: 1 | -1): void {
    const count = (this.#homedCounts.get(regionId) ?? 0) + change;
    if (count === 0) this.#homedCounts.delete(regionId);
    else this.#homedCounts.set(regionId, count);
  }

  #changed(shardId: ShardId): void {
    this.#version += 1;
    this.#changedShards.add(shardId);
  }

  /** A new list with what holds for one shard now. */
  #withPresentHome(shardId: ShardId): readonly ShardAssignment[] {
    const ordered = this.#ordered;
    const at = lowerBound(0, ordered.length, (i) => (ordered[i]?.shardId ?? Infinity) < shardId);
    const regionId = this.homeOf(shardId);
    const present = regionId === undefined ? [] : [{ shardId, regionId }];
    return ordered.toSpliced(at, ordered[at]?.shardId === shardId ? 1 : 0, ...present);
  }
}
