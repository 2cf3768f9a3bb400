import { isLagging, OFFLINE } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import { PairIndex } from "./pair-index";
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

/** A pair in the making. */
type PairSums = { -readonly [Key in keyof RegionPair]: RegionPair[Key] };

/** Rounding to whole nanoseconds matters only this close to the limit. */
const CLOSE_SECONDS = 1e-6;

/**
 * Who is behind whom, region by region. A follower that is level with an idle leader tells nothing: there was nothing to be
 * behind of. What an Offline replica said last is old news.
 */
export class LagEvidence {
  readonly #table: ReplicaTable;
  readonly #thresholds: HealthThresholds;
  readonly #limitSeconds: number;
  readonly #index: PairIndex;
  readonly #pairs: PairSums[] = [];
  /** The slots of leaders that report a follower behind, by shard. */
  readonly slots: readonly number[];

  constructor(table: ReplicaTable, livedMs: number, thresholds: HealthThresholds) {
    this.#table = table;
    this.#thresholds = thresholds;
    this.#limitSeconds = thresholds.degradedLagMs / 1000;
    this.#index = new PairIndex(Math.max(table.slots.regionLimit, table.followers.regionLimit));
    this.slots = this.#laggingSlots();
    if (this.slots.length > 0) this.#addUp(livedMs);
  }

  /** Every pair of which anything is told; {@link pairOf} is its place here. */
  get pairs(): readonly RegionPair[] {
    return this.#pairs;
  }

  /** The place in {@link pairs} of what is led in one region and followed in another, below 0 when nothing is told of it. */
  pairOf(leaderId: RegionId, followerId: RegionId): number {
    return this.#index.get(leaderId, followerId);
  }

  /** Whether the follower in a row is behind. */
  isBehind(row: number): boolean {
    return this.#isOver(this.#table.followers.lagSeconds[row]!);
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

  #isOver(lagSeconds: number): boolean {
    const overSeconds = lagSeconds - this.#limitSeconds;
    if (overSeconds > CLOSE_SECONDS) return true;
    return overSeconds > -CLOSE_SECONDS && isLagging(lagSeconds, this.#thresholds);
  }

  #laggingSlots(): readonly number[] {
    const { slots, states, followers } = this.#table;
    const found: number[] = [];
    for (const slot of slots.ordered) {
      if (this.#isOver(followers.worstLagSeconds[slot]!) && states[slot] !== OFFLINE) found.push(slot);
    }
    return found;
  }

  #addUp(livedMs: number): void {
    const { slots, states, followers, regionIds } = this.#table;
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (!slots.isTaken(slot) || states[slot] === OFFLINE) continue;
      const leaderId = regionIds[slot]!;
      const end = followers.endOf(slot);
      for (let row = followers.starts[slot]!; row < end; row += 1) {
        if (!this.isTelling(slot, row)) continue;
        const pair = this.#pair(leaderId, followers.followerIds[row]!);
        pair.total += 1;
        if (!this.isBehind(row)) continue;
        pair.behind += 1;
        pair.sinceMs = Math.min(pair.sinceMs, this.sinceMs(slot, row, livedMs));
      }
    }
  }

  #pair(leaderId: RegionId, followerId: RegionId): PairSums {
    const place = this.#index.get(leaderId, followerId);
    if (place >= 0) return this.#pairs[place]!;
    const pair: PairSums = { leaderId, followerId, total: 0, behind: 0, sinceMs: Infinity };
    this.#index.set(leaderId, followerId, this.#pairs.length);
    this.#pairs.push(pair);
    return pair;
  }
}
