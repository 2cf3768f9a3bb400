import { DEGRADED, isLagging, LATE_PART, OFFLINE } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import { isWriting } from "./is-writing";
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
  /** Whether any replica is silent or about to be: mostly nobody is, and then nobody has to be looked up. */
  readonly #mayGo: boolean;
  readonly #isRegionGoing: (regionId: RegionId) => boolean;
  readonly #beganMs: number;
  /** The slots of leaders that report a follower behind, by shard. */
  readonly slots: readonly number[];

  /**
   * @param beganMs - lived time of the first look.
   * @param isRegionGoing - whether nobody in a region is heard, or is about to be.
   */
  constructor(
    table: ReplicaTable,
    livedMs: number,
    beganMs: number,
    thresholds: HealthThresholds,
    isRegionGoing: (regionId: RegionId) => boolean,
  ) {
    this.#isRegionGoing = isRegionGoing;
    this.#beganMs = beganMs;
    this.#table = table;
    this.#thresholds = thresholds;
    this.#limitSeconds = thresholds.degradedLagMs / 1000;
    this.#index = new PairIndex(Math.max(table.slots.regionLimit, table.followers.regionLimit));
    this.slots = this.#laggingSlots();
    this.#mayGo = this.slots.length > 0 && this.#isAnyLate(livedMs);
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
    return this.#table.followers.lagSeconds[row]! > 0 || isWriting(this.#table, slot, this.#thresholds);
  }

  /** Lived milliseconds: when the follower in a row fell behind. */
  sinceMs(slot: number, row: number, livedMs: number): number {
    const reportedMs = livedMs - this.#table.liveness.silenceMs(slot, livedMs);
    return this.#fellBehindMs(row, reportedMs);
  }

  /** A time before our first look is believed when the sender says it, not when its throughput is all that does. */
  #fellBehindMs(row: number, reportedMs: number): number {
    const { lagSeconds, hasLagNs } = this.#table.followers;
    const sinceMs = reportedMs - lagSeconds[row]! * 1000;
    return hasLagNs[row] === 1 ? sinceMs : Math.max(this.#beganMs, sinceMs);
  }

  /** Whether the follower itself, not its whole region, is silent or about to be: that it is behind is told as its silence. */
  #isGoing(slot: number, followerId: RegionId, livedMs: number): boolean {
    if (!this.#mayGo || this.#isRegionGoing(followerId)) return false;
    const { shardIds, liveness } = this.#table;
    const follower = this.#table.slotOf({ shardId: shardIds[slot]!, regionId: followerId });
    if (follower < 0) return false;
    return liveness.silenceMs(follower, livedMs) > this.#thresholds.offlineAfterMs * LATE_PART;
  }

  #isOver(lagSeconds: number): boolean {
    const overSeconds = lagSeconds - this.#limitSeconds;
    if (overSeconds > CLOSE_SECONDS) return true;
    return overSeconds > -CLOSE_SECONDS && isLagging(lagSeconds, this.#thresholds);
  }

  #isAnyLate(livedMs: number): boolean {
    const { slots, liveness } = this.#table;
    const lateMs = this.#thresholds.offlineAfterMs * LATE_PART;
    return slots.some((slot) => liveness.silenceMs(slot, livedMs) > lateMs);
  }

  #laggingSlots(): readonly number[] {
    const { slots, states } = this.#table;
    const found: number[] = [];
    for (const slot of slots.ordered) if (states[slot] === DEGRADED) found.push(slot);
    return found;
  }

  #addUp(livedMs: number): void {
    const { slots, states, followers, regionIds, liveness } = this.#table;
    const { starts, counts, followerIds, lagSeconds } = followers;
    const { slotCount } = slots;
    const pairs = this.#pairs;
    const index = this.#index;
    const limitSeconds = this.#limitSeconds;
    for (let slot = 0; slot < slotCount; slot += 1) {
      if (states[slot] === OFFLINE || !slots.isTaken(slot)) continue;
      const leaderId = regionIds[slot]!;
      const writes = isWriting(this.#table, slot, this.#thresholds);
      const reportedMs = livedMs - liveness.silenceMs(slot, livedMs);
      const start = starts[slot]!;
      const end = start + counts[slot]!;
      for (let row = start; row < end; row += 1) {
        const seconds = lagSeconds[row]!;
        if (!writes && seconds === 0) continue;
        const isBehind = seconds >= limitSeconds && this.#isOver(seconds);
        if (isBehind && this.#isGoing(slot, followerIds[row]!, livedMs)) continue;
        const place = index.get(leaderId, followerIds[row]!);
        const pair = place >= 0 ? pairs[place]! : this.#newPair(leaderId, followerIds[row]!);
        pair.total += 1;
        if (!isBehind) continue;
        pair.behind += 1;
        pair.sinceMs = Math.min(pair.sinceMs, this.#fellBehindMs(row, reportedMs));
      }
    }
  }

  #newPair(leaderId: RegionId, followerId: RegionId): PairSums {
    const pair: PairSums = { leaderId, followerId, total: 0, behind: 0, sinceMs: Infinity };
    this.#index.set(leaderId, followerId, this.#pairs.length);
    this.#pairs.push(pair);
    return pair;
  }
}
