import type { RegionId } from "../../terms/ids";
import { DEGRADED, OFFLINE, PENDING } from "../../terms/replica-health";
import type { ReplicaTable } from "../../replicas/replica-table";
import { LATE_PART, OVERDUE_PART } from "../../terms/replica-health";
import type { HealthThresholds } from "../../terms/replica-health";
import type { SpokenFor } from "./spoken-for";

/** The replicas of each region by how silent they are, by region id. */
export class RegionSilence {
  readonly #total: Uint32Array;
  readonly #offline: Uint32Array;
  /** Not Offline yet, and half way there. */
  readonly #overdue: Uint32Array;
  /** The same, a third of the way or more. */
  readonly #late: Uint32Array;
  readonly #pending: Uint32Array;
  /** Offline, and excused by its leader, who gets nothing to it that could be seen. */
  readonly #excused: Uint32Array;
  /** When any replica was heard last. */
  readonly #lastHeardMs: Float64Array;
  readonly #isHeard: Uint8Array;
  readonly regionLimit: number;
  /** Of all regions, the excused ones included. */
  readonly offlineCount: number;

  constructor(table: ReplicaTable, livedMs: number, thresholds: HealthThresholds, spokenFor: SpokenFor) {
    const { slots, stateCounts } = table;
    this.regionLimit = slots.regionLimit;
    this.offlineCount = stateCounts[OFFLINE]!;
    this.#total = new Uint32Array(this.regionLimit);
    this.#offline = new Uint32Array(this.regionLimit);
    this.#overdue = new Uint32Array(this.regionLimit);
    this.#late = new Uint32Array(this.regionLimit);
    this.#pending = new Uint32Array(this.regionLimit);
    this.#excused = new Uint32Array(this.regionLimit);
    this.#lastHeardMs = new Float64Array(this.regionLimit).fill(-Infinity);
    this.#isHeard = new Uint8Array(this.regionLimit);
    // Most of the time nothing is asked of it, or nobody is even late.
    const isAsked = stateCounts[OFFLINE]! + stateCounts[DEGRADED]! > 0;
    if (isAsked && isAnyLate(table, livedMs, thresholds)) this.#addUp(table, livedMs, thresholds, spokenFor);
  }

  #addUp(table: ReplicaTable, livedMs: number, thresholds: HealthThresholds, spokenFor: SpokenFor): void {
    const { regionIds, states, liveness, slots } = table;
    const { offlineAfterMs } = thresholds;
    const [total, offline, overdue] = [this.#total, this.#offline, this.#overdue];
    const [late, pending, lastHeardMs, isHeard] = [
      this.#late,
      this.#pending,
      this.#lastHeardMs,
      this.#isHeard,
    ];
    const overdueMs = offlineAfterMs * OVERDUE_PART;
    const lateMs = offlineAfterMs * LATE_PART;
    const { slotCount } = slots;
    const hasSources = table.paths.isAny;
    for (let slot = 0; slot < slotCount; slot += 1) {
      if (!slots.isTaken(slot)) continue;
      const regionId = regionIds[slot]!;
      const state = states[slot]!;
      const silenceMs = hasSources
        ? table.silenceMs(slot, livedMs, thresholds)
        : liveness.silenceMs(slot, livedMs);
      total[regionId]! += 1;
      if (state === OFFLINE && spokenFor.isExcused(slot)) {
        if (!spokenFor.gets(slot)) this.#excused[regionId]! += 1;
      } else if (state === OFFLINE) offline[regionId]! += 1;
      else if (state === PENDING) {
        // A replica that was alive before our restart is not silent only because it has not been heard since, and of one that
        // cannot be heard any more nobody can say that it is silent.
        const isAwaited = liveness.isAwaited(slot, livedMs, overdueMs);
        if (!isAwaited && !liveness.isHeard(slot)) pending[regionId]! += 1;
      } else if (silenceMs > lateMs) {
        late[regionId]! += 1;
        if (silenceMs > overdueMs) overdue[regionId]! += 1;
      }
      const heardMs = livedMs - silenceMs;
      if (heardMs > lastHeardMs[regionId]!) lastHeardMs[regionId] = heardMs;
      if (isHeard[regionId] === 0 && liveness.wasEverHeard(slot)) isHeard[regionId] = 1;
    }
    for (let regionId = 0; regionId < this.regionLimit; regionId += 1) this.#countExcused(regionId);
  }

  /** They tell neither way, unless all that is known of the region is that they are not heard. */
  #countExcused(regionId: RegionId): void {
    const excused = this.#excused[regionId]!;
    if (excused === this.#total[regionId]!) {
      this.#offline[regionId] = excused;
    } else this.#total[regionId] = this.#total[regionId]! - excused;
  }

  /** Whether any replica is Offline. */
  hasOffline(regionId: RegionId): boolean {
    return regionId < this.regionLimit && this.#offline[regionId]! > 0;
  }

  /**
   * Whether no replica of the region is heard: some are Offline, and the rest are about to be. Waiting for the
   * last one would tell a region that dies as so many replicas that die.
   */
  isSilent(regionId: RegionId): boolean {
    const silent = this.#offline[regionId]! + this.#overdue[regionId]! + this.#pending[regionId]!;
    return this.hasOffline(regionId) && silent === this.#total[regionId];
  }

  /**
   * Whether everybody in the region is late, so that it is about to be silent: what its lag is due to is told then. Two that
   * die at once would else be told as the third that does not ship. So is one of which nothing was heard since we started:
   * what follows in it is behind because it is gone, or is heard in a moment.
   */
  isAboutToBe(regionId: RegionId): boolean {
    if (regionId >= this.regionLimit || this.#total[regionId] === 0) return false;
    const late = this.#offline[regionId]! + this.#late[regionId]! + this.#pending[regionId]!;
    return late === this.#total[regionId];
  }

  /** Whether any replica of the region was ever heard. */
  isHeard(regionId: RegionId): boolean {
    return this.#isHeard[regionId] === 1;
  }

  /** Lived time at which the region fell silent as a whole. */
  sinceMs(regionId: RegionId): number {
    return this.#lastHeardMs[regionId]!;
  }

  /** The regions that have a replica and of which nobody is heard, by id. */
  silentRegions(): readonly RegionId[] {
    if (this.offlineCount === 0) return [];
    return this.#regions().filter((regionId) => this.isSilent(regionId));
  }

  /** The regions of which a replica is heard. */
  get hasLiveRegion(): boolean {
    return this.#regions().some(
      (regionId) => !this.isSilent(regionId) && this.#pending[regionId]! < this.#total[regionId]!,
    );
  }

  #regions(): readonly RegionId[] {
    return Array.from(this.#total.keys()).filter((regionId) => this.#total[regionId]! > 0);
  }
}

/** Whether anybody is late, or not heard yet; where only such replicas are that left, it is true as well. */
function isAnyLate(
  { slots, stateCounts, liveness }: ReplicaTable,
  livedMs: number,
  { offlineAfterMs }: HealthThresholds,
): boolean {
  if (stateCounts[OFFLINE]! + stateCounts[PENDING]! > 0) return true;
  return liveness.isAnySilentFor(offlineAfterMs * LATE_PART, livedMs, slots.slotCount);
}
