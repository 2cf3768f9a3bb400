import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { RegionId } from "../terms/ids";
import type { FollowerRows } from "../columns/follower-rows";
import type { RegionUses } from "../columns/region-uses";

/** Which followers a heartbeat may name. */
export type FollowerRules = Pick<ControlPlaneSettings, "registration" | "maxUnknownRegions" | "maxFollowers">;

/**
 * Decides which followers of a heartbeat get a row. The others are left out and counted, and the heartbeat itself counts:
 * whether a leader lives does not depend on what it says of others.
 */
export class FollowerAdmission {
  readonly #rows: () => FollowerRows;
  readonly #regions: RegionUses;
  readonly #admitted = new HeartbeatDraft();
  #unknownRegions = 0;
  #followers = 0;

  constructor(rows: () => FollowerRows, regions: RegionUses) {
    this.#rows = rows;
    this.#regions = regions;
  }

  /** Followers left out, ever, because nobody named their region and no more such regions are taken. */
  get unknownRegions(): number {
    return this.#unknownRegions;
  }

  /** Followers left out, ever, because there were `maxFollowers` of all replicas together. */
  get followers(): number {
    return this.#followers;
  }

  /**
   * The heartbeat itself, as nearly always, or a copy without the followers that are left out; it is valid until the next call.
   *
   * @param slot - the replica's.
   * @param hasLeft - whether a region was removed and is still being talked of; undefined when none was.
   */
  admitted(
    draft: HeartbeatDraft,
    slot: number,
    rules: FollowerRules,
    hasLeft: ((regionId: RegionId) => boolean) | undefined,
  ): HeartbeatDraft {
    const room = this.#roomOf(slot, rules);
    if (hasLeft === undefined && draft.followerCount <= room && this.#areAllKnown(draft, rules)) return draft;
    let strangersLeft =
      rules.registration === "strict" ? 0 : rules.maxUnknownRegions - this.#regions.unknownCount;
    let admitted = 0;
    return this.#admitted.loadWhere(draft, (regionId) => {
      if (hasLeft?.(regionId) === true) return false;
      if (!this.#isKnown(regionId, rules)) {
        if (strangersLeft <= 0) {
          this.#unknownRegions += 1;
          return false;
        }
        strangersLeft -= 1;
      }
      if (admitted >= room) {
        this.#followers += 1;
        return false;
      }
      admitted += 1;
      return true;
    });
  }

  /** How many rows a replica may have: as many as it has, and what is left of all. */
  #roomOf(slot: number, { maxFollowers }: FollowerRules): number {
    const rows = this.#rows();
    return rows.counts[slot]! + Math.max(0, maxFollowers - rows.total);
  }

  #areAllKnown({ followerCount, followerIds }: HeartbeatDraft, rules: FollowerRules): boolean {
    for (let place = 0; place < followerCount; place += 1) {
      if (!this.#isKnown(followerIds[place]!, rules)) return false;
    }
    return true;
  }

  #isKnown(regionId: RegionId, { registration }: FollowerRules): boolean {
    const regions = this.#regions;
    return registration === "strict"
      ? regions.isNamed(regionId)
      : regions.isUsed(regionId) || regions.isNamed(regionId);
  }
}
