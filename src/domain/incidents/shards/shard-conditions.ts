import { areHomesContested } from "./are-homes-contested";
import type { FollowerColumns } from "../../columns/follower-rows";
import type { ShardId } from "../../terms/ids";
import { isLagging, LATE_PART, OFFLINE, OVERDUE_PART, PENDING } from "../../terms/replica-health";
import type { HealthThresholds } from "../../terms/replica-health";
import { NO_SLOT } from "../../replicas/replica-slots";
import type { ReplicaTable } from "../../replicas/replica-table";
import { ShardCounts } from "./shard-counts";
import { ShardRuns } from "./shard-runs";
import type { Topology } from "../../membership/topology";
import { UnwellShards } from "./unwell-shards";

/** Bits of what is wrong with a shard. */
const WITHOUT_LEADER = 1;
const CRITICAL = 2;
const SILENT = 4;

/** A shard that two live replicas lead, or none does: although no leader of it is silent, or because all of it is. */
export interface LeadershipProblem {
  readonly cause: "leader_conflict" | "no_leader";
  readonly shardId: ShardId;
}

const SHARD_LIMIT = 65_536;

/** Who leads each shard, and how far it is from losing data. */
export class ShardConditions {
  readonly #flags = new Uint8Array(SHARD_LIMIT);
  readonly #runs = new ShardRuns();
  readonly #unwell: Pick<UnwellShards, "find" | "leaderOfTrailing">;
  readonly #counts = new ShardCounts();
  withoutLeaderCount = 0;
  criticalCount = 0;
  /** Shards that {@link isSilent}. */
  silentCount = 0;
  problems: LeadershipProblem[] = [];

  /** @param unwell - says which shards have to be looked at; nothing may be wrong with the others. */
  constructor(unwell?: Pick<UnwellShards, "find" | "leaderOfTrailing">) {
    this.#unwell = unwell ?? new UnwellShards(this.#runs);
  }

  /** Whether anything is wrong with the shard of what is asked for below. */
  isUnwell(shardId: ShardId): boolean {
    return this.#flags[shardId] !== 0;
  }

  isWithoutLeader(shardId: ShardId): boolean {
    return (this.#flags[shardId]! & WITHOUT_LEADER) !== 0;
  }

  isCritical(shardId: ShardId): boolean {
    return (this.#flags[shardId]! & CRITICAL) !== 0;
  }

  /** Whether none of the shard's two or more replicas is heard: some are Offline, and the rest are about to be. */
  isSilent(shardId: ShardId): boolean {
    return (this.#flags[shardId]! & SILENT) !== 0;
  }

  /** How many of the shards from 32 times `at` on that have a bit are without a leader. */
  countWithoutLeader(at: number, word: number): number {
    return this.withoutLeaderCount === 0 || word === 0 ? 0 : this.#countFlagged(at, word, WITHOUT_LEADER);
  }

  /** The same of those that are critical. */
  countCritical(at: number, word: number): number {
    return this.criticalCount === 0 || word === 0 ? 0 : this.#countFlagged(at, word, CRITICAL);
  }

  #countFlagged(at: number, word: number, flag: number): number {
    let count = 0;
    for (let left = word; left !== 0; left &= left - 1)
      if ((this.#flags[at * 32 + 31 - Math.clz32(left & -left)]! & flag) !== 0) count += 1;
    return count;
  }

  /** The slots of a shard's replicas, by region, as of the look of this table. */
  slotsOf({ slots }: ReplicaTable, shardId: ShardId): Uint32Array {
    return slots.ordered.subarray(this.#runs.startOf(shardId), this.#runs.endOf(shardId));
  }

  /** The slots of a shard's live replicas, as of the look of this table; none when all are silent. */
  liveSlots(table: ReplicaTable, shardId: ShardId): readonly number[] {
    const { liveness, states } = table;
    return Array.from(this.slotsOf(table, shardId)).filter(
      (slot) => liveness.isHeard(slot) && states[slot] !== OFFLINE,
    );
  }

  /** Looks anew at every shard that may have anything wrong. */
  look(table: ReplicaTable, topology: Topology, thresholds: HealthThresholds, livedMs: number): void {
    const { states } = table;
    const { ordered } = table.slots;
    this.problems = [];
    this.#flags.fill(0);
    this.withoutLeaderCount = 0;
    this.criticalCount = 0;
    this.silentCount = 0;
    this.#runs.update(table);
    const unwell = this.#unwell.find(table, topology);
    const overdueBeforeMs = livedMs - thresholds.offlineAfterMs * OVERDUE_PART;
    const { length } = unwell;
    for (let at = 0; at < length; at += 1) {
      const shardId = unwell[at]!;
      const leader = this.#unwell.leaderOfTrailing(shardId);
      if (leader !== NO_SLOT) {
        if (isEachLagging(table.followers, leader, thresholds)) this.#addCritical(shardId);
        continue;
      }
      const start = this.#runs.startOf(shardId);
      const end = this.#runs.endOf(shardId);
      // Of one that has a single replica there is nothing else to be told once that is silent.
      if (end - start === 1 && states[ordered[start]!] === OFFLINE) {
        this.#addWithoutLeader(shardId);
        continue;
      }
      this.#count(table, ordered, start, end, livedMs, thresholds.offlineAfterMs);
      // One that was alive before our restart speaks in a moment; until then it is not known who leads.
      if (this.#counts.awaited > 0) continue;
      if (this.#counts.claims === 0) this.#guessLeader(table, ordered, start, end, topology);
      if (this.#counts.pending < end - start) this.#judge(shardId, table, ordered, start, end, thresholds);
      if (this.#isAllSilent(table, ordered, start, end, overdueBeforeMs)) {
        this.#flags[shardId] = this.#flags[shardId]! | SILENT;
        this.silentCount += 1;
      }
    }
  }

  #count(
    table: ReplicaTable,
    ordered: Uint32Array,
    start: number,
    end: number,
    livedMs: number,
    offlineAfterMs: number,
  ): void {
    const { states, reports, liveness } = table;
    const lateBeforeMs = livedMs - offlineAfterMs * LATE_PART;
    const counts = this.#counts;
    counts.reset();
    for (let place = start; place < end; place += 1) {
      const slot = ordered[place]!;
      if (states[slot] === PENDING) {
        counts.pending += 1;
        if (liveness.isAwaited(slot, livedMs, offlineAfterMs * OVERDUE_PART)) counts.awaited += 1;
      }
      if (!liveness.isHeard(slot)) {
        if (states[slot] === OFFLINE) counts.unheard += 1;
        continue;
      }
      const isLive = states[slot] !== OFFLINE;
      if (isLive) counts.live += 1;
      if (reports.role(slot) !== undefined) counts.claims += 1;
      if (reports.isLeader(slot)) this.#addLeader(slot, isLive);
      if (isLive && reports.isLeader(slot) && liveness.silenceMs(slot, lateBeforeMs) > 0)
        counts.lateLeaders += 1;
    }
  }

  /** No replica says who leads: the home does; without one, the replica that reports followers or is alone. */
  #guessLeader(
    { states, liveness, followers, regionIds, shardIds }: ReplicaTable,
    ordered: Uint32Array,
    start: number,
    end: number,
    topology: Topology,
  ): void {
    const home = topology.homeOf(shardIds[ordered[start]!]!);
    for (let place = start; place < end; place += 1) {
      const slot = ordered[place]!;
      const leads =
        home === undefined ? followers.counts[slot]! > 0 || end - start === 1 : regionIds[slot] === home;
      if (leads && this.#counts.liveLeaders === 0) {
        this.#addLeader(slot, liveness.isHeard(slot) && states[slot] !== OFFLINE);
      }
    }
  }

  #addLeader(slot: number, isLive: boolean): void {
    const counts = this.#counts;
    if (!isLive) {
      counts.silentLeaders += 1;
      return;
    }
    counts.liveLeaders += 1;
    counts.leader = slot;
  }

  #judge(
    shardId: ShardId,
    table: ReplicaTable,
    ordered: Uint32Array,
    start: number,
    end: number,
    thresholds: HealthThresholds,
  ): void {
    const { live, pending, unheard, claims, liveLeaders, silentLeaders, lateLeaders } = this.#counts;
    if (liveLeaders === 0) this.#addWithoutLeader(shardId);
    if (this.#isCriticalNow(table, ordered, start, end, thresholds)) this.#addCritical(shardId);
    // A leader that is silent is what explains that there is none, and one that was not heard may be that leader: after a
    // restart of ours, a region that died before it is silent, and nobody says any more that it led.
    const mayBeSilent = silentLeaders + pending + unheard > 0;
    const isLost = liveLeaders === 0 && claims > 0 && live > 0 && !mayBeSilent;
    const isContested = table.paths.isAny && areHomesContested(table, ordered.subarray(start, end));
    if (liveLeaders - lateLeaders < 2 && !isLost && !isContested) return;
    this.problems.push({ cause: isLost ? "no_leader" : "leader_conflict", shardId });
  }

  #addWithoutLeader(shardId: ShardId): void {
    this.#flags[shardId] = WITHOUT_LEADER;
    this.withoutLeaderCount += 1;
  }

  #addCritical(shardId: ShardId): void {
    this.#flags[shardId] = this.#flags[shardId]! | CRITICAL;
    this.criticalCount += 1;
  }

  #isAllSilent(
    { states, liveness }: ReplicaTable,
    ordered: Uint32Array,
    start: number,
    end: number,
    heardBeforeMs: number,
  ): boolean {
    const { live, pending } = this.#counts;
    if (end - start < 2 || live + pending === end - start) return false;
    for (let place = start; place < end; place += 1) {
      const slot = ordered[place]!;
      // One that cannot be heard any more is not silent as far as anybody knows.
      if (states[slot] === PENDING && liveness.isHeard(slot)) return false;
      const isLate = liveness.silenceMs(slot, heardBeforeMs) > 0;
      if (states[slot] !== OFFLINE && !(isLate && liveness.isHeard(slot))) return false;
    }
    return true;
  }

  /** Whether the next failure takes the last of several copies, or the leader without a caught-up follower. */
  #isCriticalNow(
    { states, followers, regionIds }: ReplicaTable,
    ordered: Uint32Array,
    start: number,
    end: number,
    thresholds: HealthThresholds,
  ): boolean {
    const { leader, live, pending } = this.#counts;
    if (leader === NO_SLOT) return end - start > 1 && live + pending === 1;
    // Nobody is silent: all copies are there, and of the followers it is only asked whether one has caught up.
    if (live + pending === end - start) return isEachLagging(followers, leader, thresholds);
    let unknownCopies = 0;
    let caughtUp = 0;
    const rowsEnd = followers.endOf(leader);
    for (let row = followers.starts[leader]!; row < rowsEnd; row += 1) {
      const followerId = followers.followerIds[row]!;
      let place = start;
      while (place < end && regionIds[ordered[place]!] !== followerId) place += 1;
      // In clusters where only leaders send heartbeats a follower is known by its name alone.
      if (place === end) unknownCopies += 1;
      const isSilent = place < end && states[ordered[place]!] === OFFLINE;
      if (!isSilent && !isLagging(followers.lagSeconds[row]!, thresholds)) caughtUp += 1;
    }
    if (end - start + unknownCopies > 1 && live + pending + unknownCopies === 1) return true;
    return followers.counts[leader]! > 0 && caughtUp === 0;
  }
}

/** Whether a leader has followers, and all of them trail. */
function isEachLagging(
  { starts, counts, lagSeconds }: FollowerColumns,
  leader: number,
  thresholds: HealthThresholds,
): boolean {
  const start = starts[leader]!;
  const end = start + counts[leader]!;
  for (let row = start; row < end; row += 1) if (!isLagging(lagSeconds[row]!, thresholds)) return false;
  return end > start;
}
