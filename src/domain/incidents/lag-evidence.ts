import { isLagging, OFFLINE } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import type { RegionId } from "../terms/ids";
import type { ReplicaTable } from "../replicas/replica-table";

/** What is led in one region and followed in another. */
export interface RegionPair {
  readonly leaderId: RegionId;
  readonly followerId: RegionId;
  /** Followers of single shards that say anything: behind, or level with a leader that has something to ship. */
  readonly total: number;
  /** Of those, the ones that are behind. */
  readonly behind: number;
  /** Lived milliseconds: when the first of them fell behind. */
  readonly sinceMs: number;
}

/**
 * Who is behind whom, region by region. A follower that is level with an idle leader tells nothing: there was nothing to be
 * behind of. What an Offline replica said last is old news.
 */
export class LagEvidence {
  readonly #pairs = new Map<number, { total: number; behind: number; sinceMs: number }>();
  readonly #table: ReplicaTable;
  readonly #thresholds: HealthThresholds;
  /** The slots of leaders that report a follower behind, by shard. */
  readonly slots: readonly number[];

  constructor(table: ReplicaTable, livedMs: number, thresholds: HealthThresholds) {
    this.#table = table;
    this.#thresholds = thresholds;
    this.slots = laggingSlots(table, thresholds);
    if (this.slots.length > 0) this.#addUp(livedMs);
  }

  /** Whether the follower in a row is behind. */
  isBehind(row: number): boolean {
    return isLagging(this.#table.followers.lagSeconds[row]!, this.#thresholds);
  }

  /** Whether a row of a slot tells anything. */
  isTelling(slot: number, row: number): boolean {
    const { followers, reports } = this.#table;
    if (followers.lagSeconds[row]! > 0) return true;
    // Fewer than one event in the time that a follower may be behind: none of it may be there at all.
    return reports.throughputsEps[slot]! * this.#thresholds.degradedLagMs >= 1000;
  }

  /** Lived milliseconds: when the follower in a row fell behind. */
  sinceMs(slot: number, row: number, livedMs: number): number {
    const reportedMs = livedMs - this.#table.liveness.silenceMs(slot, livedMs);
    return reportedMs - this.#table.followers.lagSeconds[row]! * 1000;
  }

  /** Every pair of which anything is told, by leader, then follower. */
  pairs(): readonly RegionPair[] {
    return Array.from(this.#pairs, ([key, pair]) => ({ ...regionsOf(key), ...pair })).sort(
      (a, b) => a.leaderId - b.leaderId || a.followerId - b.followerId,
    );
  }

  #addUp(livedMs: number): void {
    const { slots, states, followers, regionIds } = this.#table;
    // Rows of one region mostly follow each other: the pair that was found last is looked at first.
    let lastKey = -1;
    let pair = { total: 0, behind: 0, sinceMs: Infinity };
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (!slots.isTaken(slot) || states[slot] === OFFLINE) continue;
      const end = followers.endOf(slot);
      for (let row = followers.starts[slot]!; row < end; row += 1) {
        if (!this.isTelling(slot, row)) continue;
        const key = pairKey(regionIds[slot]!, followers.followerIds[row]!);
        if (key !== lastKey) pair = this.#pair(key);
        lastKey = key;
        pair.total += 1;
        if (!this.isBehind(row)) continue;
        pair.behind += 1;
        pair.sinceMs = Math.min(pair.sinceMs, this.sinceMs(slot, row, livedMs));
      }
    }
  }

  #pair(key: number): { total: number; behind: number; sinceMs: number } {
    let pair = this.#pairs.get(key);
    if (!pair) {
      pair = { total: 0, behind: 0, sinceMs: Infinity };
      this.#pairs.set(key, pair);
    }
    return pair;
  }
}

function laggingSlots(table: ReplicaTable, thresholds: HealthThresholds): readonly number[] {
  const { slots, states, followers, shardIds, regionIds } = table;
  const found: number[] = [];
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    if (!slots.isTaken(slot) || states[slot] === OFFLINE) continue;
    if (isLagging(followers.worstLagSeconds[slot]!, thresholds)) found.push(slot);
  }
  return found.sort((a, b) => shardIds[a]! - shardIds[b]! || regionIds[a]! - regionIds[b]!);
}

/** Two regions as one number that the engine keeps without a box. */
export function pairKey(leaderId: RegionId, followerId: RegionId): number {
  return (leaderId << 16) | followerId;
}

function regionsOf(key: number): Pick<RegionPair, "leaderId" | "followerId"> {
  return { leaderId: key >>> 16, followerId: key & 0xffff };
}
