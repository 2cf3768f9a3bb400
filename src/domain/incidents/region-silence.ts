import type { RegionId } from "../terms/ids";
import { DEGRADED, OFFLINE, PENDING } from "../terms/replica-health";
import type { ReplicaTable } from "../replicas/replica-table";
import { LATE_PART, OVERDUE_PART } from "../terms/replica-health";
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
  /** Of all regions. */
  offlineCount = 0;

  constructor(table: ReplicaTable, livedMs: number, offlineAfterMs: number, spokenFor: SpokenFor) {
    const { regionIds, states, liveness, slots } = table;
    this.regionLimit = slots.regionLimit;
    this.#total = new Uint32Array(this.regionLimit);
    this.#offline = new Uint32Array(this.regionLimit);
    this.#overdue = new Uint32Array(this.regionLimit);
    this.#late = new Uint32Array(this.regionLimit);
    this.#pending = new Uint32Array(this.regionLimit);
    this.#excused = new Uint32Array(this.regionLimit);
    this.#lastHeardMs = new Float64Array(this.regionLimit).fill(-Infinity);
    this.#isHeard = new Uint8Array(this.regionLimit);
    // Most of the time nothing is asked of it.
    if (!speaksAgainstAny(states, slots.slotCount)) return;
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (!slots.isTaken(slot)) continue;
      const regionId = regionIds[slot]!;
      const state = states[slot]!;
      const silenceMs = liveness.silenceMs(slot, livedMs);
      this.#total[regionId] = this.#total[regionId]! + 1;
      if (state === OFFLINE && spokenFor.isExcused(slot)) {
        if (!spokenFor.gets(slot)) this.#excused[regionId] = this.#excused[regionId]! + 1;
      } else if (state === OFFLINE) {
        this.#offline[regionId] = this.#offline[regionId]! + 1;
        this.offlineCount += 1;
      } else if (state === PENDING) this.#pending[regionId] = this.#pending[regionId]! + 1;
      else {
        if (silenceMs > offlineAfterMs * OVERDUE_PART) this.#overdue[regionId] = this.#overdue[regionId]! + 1;
        if (silenceMs > offlineAfterMs * LATE_PART) this.#late[regionId] = this.#late[regionId]! + 1;
      }
      if (livedMs - silenceMs > this.#lastHeardMs[regionId]!)
        this.#lastHeardMs[regionId] = livedMs - silenceMs;
      if (liveness.isHeard(slot)) this.#isHeard[regionId] = 1;
    }
    for (let regionId = 0; regionId < this.regionLimit; regionId += 1) this.#countExcused(regionId);
  }

  /** They tell neither way, unless all that is known of the region is that they are not heard. */
  #countExcused(regionId: RegionId): void {
    const excused = this.#excused[regionId]!;
    if (excused === this.#total[regionId]!) {
      this.#offline[regionId] = excused;
      this.offlineCount += excused;
    } else this.#total[regionId] = this.#total[regionId]! - excused;
  }

  /** Whether any replica is Offline. */
  hasOffline(regionId: RegionId): boolean {
    return regionId < this.regionLimit && this.#offline[regionId]! > 0;
  }

  /**
   * Whether nobody in the region is heard: some replica is Offline, and whoever is not yet is about to be. Waiting for the
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

  /** The regions of which somebody is heard. */
  get hasLiveRegion(): boolean {
    return this.#regions().some(
      (regionId) => !this.isSilent(regionId) && this.#pending[regionId]! < this.#total[regionId]!,
    );
  }

  #regions(): readonly RegionId[] {
    return Array.from(this.#total.keys()).filter((regionId) => this.#total[regionId]! > 0);
  }
}

function speaksAgainstAny(states: Uint8Array, slotCount: number): boolean {
  for (let slot = 0; slot < slotCount; slot += 1) {
    if (states[slot] === OFFLINE || states[slot] === DEGRADED) return true;
  }
  return false;
}
