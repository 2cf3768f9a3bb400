import { U64_FIELD } from "../../columns/heartbeat-layout";
import { resized } from "../../columns/resized";
import { U64Array } from "../../columns/u64-words";
import type { RegionId, ShardId } from "../../terms/ids";
import { DEGRADED, isLagging, OFFLINE } from "../../terms/replica-health";
import type { HealthThresholds } from "../../terms/replica-health";
import type { ReplicaTable } from "../../replicas/replica-table";
import { fellBehindMs } from "./fell-behind-ms";
import { isWriting } from "./is-writing";
import { BEHIND, keyOf, LeaderGroup, LEVEL, MOST_FOLLOWERS } from "./leader-group";
import { eachShard } from "../terms/shard-set";
import type { ShardSet } from "../terms/shard-set";

const { entityCount: ENTITY_COUNT } = U64_FIELD;

/** In the place of a group's number: nothing is told of the slot's followers; it is judged by itself. */
const NONE = 0;
const ALONE = 1;

/** Each takes some memory, and senders can make up very many. */
const MOST_GROUPS = 512;

const SHARD_LIMIT = 65_536;

/** When is looked, and by what; lived time of this look and of the first one. */
export interface GroupRules {
  readonly thresholds: HealthThresholds;
  readonly livedMs: number;
  readonly beganMs: number;
}

/**
 * The leaders by what they say of their followers, kept from look to look: of very many there are few kinds, and only those that
 * were heard or changed their state since are gone through.
 */
export class LeaderGroups {
  readonly #mostFollowers: number;
  /** By slot: the place in `#groups`, or one of those above. */
  #numbers = new Uint16Array(0);
  /** By slot: whose it was when it came into its group, and what was counted of it there. */
  #shardIds = new Uint16Array(0);
  #entities = new U64Array(0);
  readonly #groups: (LeaderGroup | undefined)[] = [undefined, undefined];
  readonly #free: number[] = [];
  /** The numbers of those of each region. */
  readonly #byLeader = new Map<RegionId, number[]>();
  readonly #alone = new Set<number>();
  /** Of those, the ones that have a group at other looks. */
  #aside: number[] = [];
  /** By shard: how many Degraded leaders of it are in groups; the shards of which there are several. */
  readonly #leaders = new Uint16Array(SHARD_LIMIT);
  readonly #contested = new Set<ShardId>();
  #basis: readonly [degradedLagMs: number, revision: number] | undefined;

  /** @param mostFollowers - leaders that have more are judged by themselves. */
  constructor(mostFollowers = MOST_FOLLOWERS) {
    this.#mostFollowers = mostFollowers;
  }

  /** Those that anybody is in, in no particular order. */
  get all(): readonly LeaderGroup[] {
    return this.#groups.filter((group) => group !== undefined);
  }

  /** Undefined of a slot of which nothing is told, and of one that is judged by itself. */
  of(slot: number): LeaderGroup | undefined {
    return this.#groups[this.#numbers[slot] ?? NONE];
  }

  /** The slots that are judged by themselves, in no particular order. */
  get alone(): ReadonlySet<number> {
    return this.#alone;
  }

  /**
   * Puts every leader that changed since into its group.
   *
   * @param going - the shards whose leaders are judged by themselves.
   * @param slotsOf - the slots of a shard.
   */
  update(
    table: ReplicaTable,
    rules: GroupRules,
    going: ShardSet | undefined,
    slotsOf: (shardId: ShardId) => Uint32Array,
  ): void {
    const { slots, changes } = table;
    const { slotCount } = slots;
    this.#makeRoom(slots.capacity);
    for (const slot of this.#aside) changes.note(slot);
    this.#aside = [];
    if (this.#isAnew(table, rules)) for (let slot = 0; slot < slotCount; slot += 1) changes.note(slot);
    const changed = changes.take();
    const { length } = changed;
    // Who came may stand for the same replica as who left.
    for (let at = 0; at < length; at += 1) this.#leaveIfGone(table, changed[at]!);
    for (let at = 0; at < length; at += 1) this.#place(table, changed[at]!, rules);
    const aside = new Set(this.#contested);
    going?.forEach((shardId) => aside.add(shardId));
    for (const shardId of aside) this.#setAside(slotsOf(shardId));
  }

  /** Lived milliseconds: when the first follower at a place of a group fell behind. */
  sinceMs(table: ReplicaTable, group: LeaderGroup, place: number, rules: GroupRules): number {
    const known = group.sinceMs(place);
    if (known !== undefined) return known;
    group.forgetSinces(true);
    const passing: number[] = [];
    eachShard(group.shards, (shardId) => {
      const slot = table.slotOf({ shardId, regionId: group.leaderId });
      if (!this.#noteSinces(table, group, slot, rules)) passing.push(slot);
    });
    const foundMs = group.sinceMs(place)!;
    if (passing.length > 0) group.forgetSinces(false);
    return foundMs;
  }

  #makeRoom(capacity: number): void {
    if (this.#numbers.length >= capacity) return;
    this.#numbers = resized(this.#numbers, capacity);
    this.#shardIds = resized(this.#shardIds, capacity);
    this.#entities = this.#entities.resized(capacity);
  }

  /** Whether every leader may belong elsewhere; when silence is reckoned anew, only when followers fell behind. */
  #isAnew({ liveness }: ReplicaTable, { thresholds: { degradedLagMs } }: GroupRules): boolean {
    const { revision } = liveness;
    const before = this.#basis;
    this.#basis = [degradedLagMs, revision];
    if (before?.[1] !== revision) for (const group of this.all) group.forgetSinces(false);
    return before?.[0] !== degradedLagMs;
  }

  #leaveIfGone({ slots, shardIds, regionIds }: ReplicaTable, slot: number): void {
    const leaderId = this.#groups[this.#numbers[slot]!]?.leaderId;
    if (leaderId === undefined) return;
    const isSame =
      slots.isTaken(slot) && shardIds[slot] === this.#shardIds[slot] && regionIds[slot] === leaderId;
    if (!isSame) this.#leave(slot);
  }

  #place(table: ReplicaTable, slot: number, rules: GroupRules): void {
    const before = this.#numbers[slot]!;
    const number = this.#numberFor(table, slot, before, rules.thresholds);
    if (number !== before) {
      this.#leave(slot);
      this.#join(slot, number, table.shardIds[slot]!);
    } else this.#groups[number]?.entities.remove(0, this.#entities, slot);
    const group = this.#groups[number];
    if (!group) return;
    this.#entities.copy(slot, table.reports.u64s, table.reports.at(slot, ENTITY_COUNT));
    group.entities.add(0, this.#entities, slot);
    if (!this.#noteSinces(table, group, slot, rules)) group.forgetSinces(false);
  }

  /** Where the leader in a slot belongs. */
  #numberFor(table: ReplicaTable, slot: number, before: number, thresholds: HealthThresholds): number {
    const { slots, states, followers, regionIds } = table;
    const { lagSeconds, followerIds } = followers;
    const count = followers.counts[slot]!;
    const state = states[slot]!;
    if (count === 0 || state === OFFLINE || !slots.isTaken(slot)) return NONE;
    if (count > this.#mostFollowers) return ALONE;
    const start = followers.starts[slot]!;
    let key = 0;
    let writes: boolean | undefined;
    for (let place = 0; place < count; place += 1) {
      const seconds = lagSeconds[start + place]!;
      if (seconds === 0 && !(writes ??= isWriting(table, slot, thresholds))) continue;
      key |= keyOf(place, isLagging(seconds, thresholds) ? BEHIND : LEVEL);
    }
    const isDegraded = state === DEGRADED;
    const leaderId = regionIds[slot]!;
    if (this.#groups[before]?.takes(isDegraded, key, followerIds, start, count) === true) return before;
    const numbers = this.#byLeader.get(leaderId) ?? [];
    for (const number of numbers)
      if (this.#groups[number]!.takes(isDegraded, key, followerIds, start, count)) return number;
    const ids = followerIds.slice(start, start + count);
    return this.#begin(new LeaderGroup(leaderId, isDegraded, ids, key), numbers);
  }

  /** @param ofLeader - the numbers of the other groups of its region. */
  #begin(group: LeaderGroup, ofLeader: number[]): number {
    if (this.#free.length === 0 && this.#groups.length === MOST_GROUPS) return ALONE;
    const number = this.#free.pop() ?? this.#groups.length;
    this.#groups[number] = group;
    ofLeader.push(number);
    this.#byLeader.set(group.leaderId, ofLeader);
    return number;
  }

  #join(slot: number, number: number, shardId: ShardId): void {
    this.#numbers[slot] = number;
    if (number === ALONE) this.#alone.add(slot);
    const group = this.#groups[number];
    if (!group) return;
    this.#shardIds[slot] = shardId;
    group.count += 1;
    group.shards[shardId >>> 5]! |= 1 << (shardId & 31);
    if (!group.isDegraded) return;
    this.#leaders[shardId]! += 1;
    if (this.#leaders[shardId]! > 1) this.#contested.add(shardId);
  }

  #leave(slot: number): void {
    const number = this.#numbers[slot]!;
    this.#numbers[slot] = NONE;
    if (number === ALONE) this.#alone.delete(slot);
    const group = this.#groups[number];
    if (!group) return;
    const shardId = this.#shardIds[slot]!;
    group.entities.remove(0, this.#entities, slot);
    group.loseSinces(slot);
    group.count -= 1;
    group.shards[shardId >>> 5]! &= ~(1 << (shardId & 31));
    if (group.count === 0) this.#end(number, group.leaderId);
    if (!group.isDegraded) return;
    this.#leaders[shardId]! -= 1;
    if (this.#leaders[shardId]! <= 1) this.#contested.delete(shardId);
  }

  #end(number: number, leaderId: RegionId): void {
    this.#groups[number] = undefined;
    this.#free.push(number);
    const others = this.#byLeader.get(leaderId)!.filter((other) => other !== number);
    if (others.length === 0) this.#byLeader.delete(leaderId);
    else this.#byLeader.set(leaderId, others);
  }

  #setAside(slots: Uint32Array): void {
    for (const slot of slots) {
      if (!this.of(slot)) continue;
      this.#leave(slot);
      this.#numbers[slot] = ALONE;
      this.#alone.add(slot);
      this.#aside.push(slot);
    }
  }

  /** Returns whether that holds at later looks too: what came after the moment that is judged by is as old as that moment. */
  #noteSinces(
    { followers, liveness }: ReplicaTable,
    group: LeaderGroup,
    slot: number,
    { livedMs, beganMs }: GroupRules,
  ): boolean {
    const silenceMs = liveness.silenceMs(slot, livedMs);
    const reportedMs = livedMs - silenceMs;
    const start = followers.starts[slot]!;
    const { length } = group.followerIds;
    for (let place = 0; place < length; place += 1) {
      if (group.codeOf(place) !== BEHIND) continue;
      group.noteSince(place, slot, fellBehindMs(followers, start + place, reportedMs, beganMs));
    }
    return silenceMs > 0;
  }
}
