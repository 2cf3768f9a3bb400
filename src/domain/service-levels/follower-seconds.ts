import { CONDITION_COUNT } from "./follower-counts";
import { resized } from "../columns/resized";
import type { RegionId } from "../terms/ids";
import { FOLLOWER_CONDITIONS } from "../terms/service-seconds";
import type { FollowerCondition, FollowerSeconds } from "../terms/service-seconds";

/**
 * How long the followers in each region were within the lag limit and beyond it. As with regions, the time between two looks counts
 * as what the earlier one found; each follower of each shard counts by itself.
 */
export class FollowerSecondCounts {
  /** By region and condition: how many followers the last look found, and milliseconds until then. */
  #counts = new Uint32Array(0);
  #sumsMs = new Float64Array(0);
  #lookedMs: number | undefined;

  /**
   * Takes in a look at `livedMs`, never less than that of the one before.
   *
   * @param regionLimit - more than any follower's id.
   * @param isUsed - whether a region is still known; one that is not begins at 0 when it comes back.
   * @param count - fills in how many followers there are by region and condition, `CONDITION_COUNT` for each region.
   */
  observe(
    livedMs: number,
    regionLimit: RegionId,
    isUsed: (regionId: RegionId) => boolean,
    count: (counts: Uint32Array) => void,
  ): void {
    this.#pass(livedMs - (this.#lookedMs ?? livedMs));
    this.#lookedMs = livedMs;
    if (this.#counts.length < regionLimit * CONDITION_COUNT) {
      this.#counts = resized(this.#counts, regionLimit * CONDITION_COUNT);
      this.#sumsMs = resized(this.#sumsMs, regionLimit * CONDITION_COUNT);
    }
    for (let at = 0; at < this.#sumsMs.length; at += 1) {
      if (this.#sumsMs[at]! > 0 && !isUsed(Math.floor(at / CONDITION_COUNT))) this.#sumsMs[at] = 0;
    }
    count(this.#counts);
  }

  /** Every region that has had followers, by id. */
  listed(nameOf: (regionId: RegionId) => string): readonly FollowerSeconds[] {
    const found: FollowerSeconds[] = [];
    let listedUntil = 0;
    for (let at = 0; at < this.#sumsMs.length; at += 1) {
      if (at < listedUntil || (this.#sumsMs[at] === 0 && this.#counts[at] === 0)) continue;
      const regionId = Math.floor(at / CONDITION_COUNT);
      listedUntil = (regionId + 1) * CONDITION_COUNT;
      found.push({ regionId, regionName: nameOf(regionId), seconds: this.#secondsOf(regionId) });
    }
    return found;
  }

  #secondsOf(regionId: RegionId): Readonly<Record<FollowerCondition, number>> {
    const seconds = FOLLOWER_CONDITIONS.map((condition, place) => [
      condition,
      Math.floor(this.#sumsMs[regionId * CONDITION_COUNT + place]!) / 1000,
    ]);
    return Object.fromEntries(seconds) as Record<FollowerCondition, number>;
  }

  #pass(elapsedMs: number): void {
    if (elapsedMs <= 0) return;
    for (let at = 0; at < this.#counts.length; at += 1) {
      if (this.#counts[at]! > 0) this.#sumsMs[at]! += this.#counts[at]! * elapsedMs;
    }
  }
}
