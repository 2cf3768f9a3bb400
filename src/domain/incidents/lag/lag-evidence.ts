import { DEGRADED, isLagging, LATE_PART } from "../../terms/replica-health";
import { replicaKey } from "../../terms/ids";
import type { RegionId, ShardId } from "../../terms/ids";
import { fellBehindMs } from "./fell-behind-ms";
import { isWriting } from "./is-writing";
import { BEHIND } from "./leader-group";
import type { LeaderGroup } from "./leader-group";
import type { LeaderGroups } from "./leader-groups";
import type { GroupRules } from "./leader-groups";
import { PairSums } from "./pair-sums";
import type { RegionPair } from "./pair-sums";
import type { ReplicaTable } from "../../replicas/replica-table";
import { ShardSet } from "../terms/shard-set";

/**
 * Who is behind whom, region by region. A follower that is level with an idle leader tells nothing: there was nothing to be
 * behind of. What an Offline replica said last is old news.
 *
 * Leaders that say the same are counted together; those of which a follower is silent itself, and a few others, one by one.
 */
export class LagEvidence {
  readonly #table: ReplicaTable;
  readonly #rules: GroupRules;
  readonly #kept: LeaderGroups;
  readonly #sums: PairSums;
  readonly #isRegionGoing: (regionId: RegionId) => boolean;
  /** The slots of leaders that report a follower behind, by shard: of those that are judged by themselves. */
  readonly slots: Uint32Array;
  /** The others. */
  readonly groups: readonly LeaderGroup[];
  /** Every pair of which anything is told; {@link pairBetween} is its place here. */
  readonly pairs: readonly RegionPair[];

  /**
   * @param isRegionGoing - whether nobody in a region is heard, or is about to be.
   * @param slotsOf - the slots of a shard.
   * @param groups - of the leaders of the table. Until the next look they belong to this one.
   */
  constructor(
    table: ReplicaTable,
    rules: GroupRules,
    isRegionGoing: (regionId: RegionId) => boolean,
    slotsOf: (shardId: ShardId) => Uint32Array,
    groups: LeaderGroups,
  ) {
    this.#isRegionGoing = isRegionGoing;
    this.#rules = rules;
    this.#table = table;
    this.#kept = groups;
    const isAnyLagging = table.stateCounts[DEGRADED]! > 0;
    this.#sums = new PairSums(
      isAnyLagging ? Math.max(table.slots.regionLimit, table.followers.regionLimit) : 0,
    );
    if (isAnyLagging) this.#addUp(slotsOf);
    this.groups = isAnyLagging ? groups.all : [];
    this.slots = isAnyLagging ? this.#laggingAlone() : new Uint32Array(0);
    this.pairs = this.#sums.listed((pair) => this.#sinceMsOf(pair));
  }

  /** How many followers of Degraded leaders are behind, by region id, below `regionLimit`. */
  lateFollowers(regionLimit: number): Uint32Array {
    const late = new Uint32Array(regionLimit);
    for (const group of this.groups) {
      for (const [place, followerId] of group.followerIds.entries())
        if (group.isDegraded && group.codeOf(place) === BEHIND) late[followerId]! += group.count;
    }
    const { followers } = this.#table;
    for (const slot of this.slots) {
      for (let row = followers.starts[slot]!; row < followers.endOf(slot); row += 1)
        if (this.isBehind(row)) late[followers.followerIds[row]!]! += 1;
    }
    return late;
  }

  /** Whether the follower in a row is behind. */
  isBehind(row: number): boolean {
    return isLagging(this.#table.followers.lagSeconds[row]!, this.#rules.thresholds);
  }

  /** The place of a pair in {@link pairs}, below 0 when nothing is told of it. */
  pairBetween(leaderId: RegionId, followerId: RegionId): number {
    return this.#sums.find(leaderId, followerId);
  }

  /** The group of a leader; undefined of one that is judged by itself. */
  groupOf(slot: number): LeaderGroup | undefined {
    return this.#kept.of(slot);
  }

  /** Whether a leader is one of {@link slots}. */
  isLaggingAlone(slot: number): boolean {
    return this.#table.states[slot] === DEGRADED && this.#kept.alone.has(slot);
  }

  /** Whether a row of a slot tells anything. */
  isTelling(slot: number, row: number): boolean {
    return this.#table.followers.lagSeconds[row]! > 0 || isWriting(this.#table, slot, this.#rules.thresholds);
  }

  /** Lived milliseconds: when the follower in a row fell behind. */
  sinceMs(slot: number, row: number): number {
    const { livedMs } = this.#rules;
    const reportedMs = livedMs - this.#table.liveness.silenceMs(slot, livedMs);
    return fellBehindMs(this.#table.followers, row, reportedMs, this.#rules.beganMs);
  }

  #addUp(slotsOf: (shardId: ShardId) => Uint32Array): void {
    const { shardIds } = this.#table;
    const groups = this.#kept;
    const going = this.#shardsGoing();
    groups.update(this.#table, this.#rules, going, slotsOf);
    const isLeft = new Set<LeaderGroup>(groups.all);
    let aloneLeft = groups.alone.size;
    // A pair's number says where it was met first. Mostly all are met at once.
    for (let slot = 0; isLeft.size + aloneLeft > 0; slot += 1) {
      const group = groups.of(slot);
      if (group) {
        if (isLeft.delete(group)) this.#addGroup(group);
      } else if (groups.alone.has(slot)) {
        aloneLeft -= 1;
        this.#addAlone(slot, going?.has(shardIds[slot]!) ?? false);
      }
    }
  }

  #addGroup(group: LeaderGroup): void {
    const { leaderId, followerIds, count } = group;
    const sums = this.#sums;
    for (let place = 0; place < followerIds.length; place += 1) {
      const code = group.codeOf(place);
      if (code === 0) continue;
      const pair = this.#pair(leaderId, followerIds[place]!);
      sums.totals[pair]! += count;
      if (code === BEHIND) sums.behind[pair]! += count;
    }
  }

  /** @param mayGo - whether any of the followers may be silent itself, or about to be. */
  #addAlone(slot: number, mayGo: boolean): void {
    const { followers, regionIds } = this.#table;
    const { starts, counts, followerIds, lagSeconds } = followers;
    const { thresholds } = this.#rules;
    const sums = this.#sums;
    const leaderId = regionIds[slot]!;
    const start = starts[slot]!;
    const end = start + counts[slot]!;
    let writes: boolean | undefined;
    for (let row = start; row < end; row += 1) {
      const seconds = lagSeconds[row]!;
      if (seconds === 0 && !(writes ??= isWriting(this.#table, slot, thresholds))) continue;
      const followerId = followerIds[row]!;
      const isBehind = isLagging(seconds, thresholds);
      if (isBehind && mayGo && this.#isGoing(slot, followerId)) continue;
      const pair = this.#pair(leaderId, followerId);
      sums.totals[pair]! += 1;
      if (!isBehind) continue;
      sums.behind[pair]! += 1;
      sums.sincesMs[pair] = Math.min(sums.sincesMs[pair]!, this.sinceMs(slot, row));
    }
  }

  /** The number of a pair. */
  #pair(leaderId: RegionId, followerId: RegionId): number {
    const known = this.#sums.find(leaderId, followerId);
    return known < 0 ? this.#sums.begin(leaderId, followerId) : known;
  }

  /** When the first follower of a pair fell behind. */
  #sinceMsOf(pair: number): number {
    let sinceMs = this.#sums.sincesMs[pair]!;
    for (const group of this.groups) {
      for (const [place, followerId] of group.followerIds.entries()) {
        if (group.codeOf(place) !== BEHIND || this.pairBetween(group.leaderId, followerId) !== pair) continue;
        sinceMs = Math.min(sinceMs, this.#kept.sinceMs(this.#table, group, place, this.#rules));
      }
    }
    return sinceMs;
  }

  /** The shards of which a replica itself, not its whole region, is silent or about to be; undefined without any, as mostly. */
  #shardsGoing(): ShardSet | undefined {
    const { slots, liveness, shardIds, regionIds } = this.#table;
    const { livedMs, thresholds } = this.#rules;
    const { slotCount } = slots;
    const lateMs = thresholds.offlineAfterMs * LATE_PART;
    if (!liveness.isAnySilentFor(lateMs, livedMs, slotCount)) return undefined;
    let going: ShardSet | undefined;
    for (let slot = 0; slot < slotCount; slot += 1) {
      if (liveness.silenceMs(slot, livedMs) <= lateMs || !slots.isTaken(slot)) continue;
      if (!this.#isRegionGoing(regionIds[slot]!)) (going ??= new ShardSet()).add(shardIds[slot]!);
    }
    return going;
  }

  /** Whether the follower itself is silent or about to be: that it is behind is told as its silence. */
  #isGoing(slot: number, followerId: RegionId): boolean {
    if (this.#isRegionGoing(followerId)) return false;
    const { livedMs, thresholds } = this.#rules;
    const { shardIds, liveness } = this.#table;
    const follower = this.#table.slotOf({ shardId: shardIds[slot]!, regionId: followerId });
    if (follower < 0) return false;
    return liveness.silenceMs(follower, livedMs) > thresholds.offlineAfterMs * LATE_PART;
  }

  #laggingAlone(): Uint32Array {
    const { states, shardIds, regionIds } = this.#table;
    const order = (slot: number): number =>
      replicaKey({ shardId: shardIds[slot]!, regionId: regionIds[slot]! });
    const lagging = Array.from(this.#kept.alone).filter((slot) => states[slot] === DEGRADED);
    return Uint32Array.from(lagging.sort((a, b) => order(a) - order(b)));
  }
}
