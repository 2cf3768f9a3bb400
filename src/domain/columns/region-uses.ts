import type { RegionId } from "../terms/ids";
import { resized } from "./resized";

const INITIAL_LIMIT = 64;

/**
 * Which regions there are: those that a replica is in or that a heartbeat names as a follower, and which of them are named by
 * the topology or the configuration. Ids have 16 bits and cost nothing to make up, so the others are counted.
 */
export class RegionUses {
  /** By region: replicas in it and follower rows of it. */
  #uses = new Uint32Array(INITIAL_LIMIT);
  /** By region: whether it is named, as of the last look at the names. */
  #isNamed = new Uint8Array(INITIAL_LIMIT);
  readonly #inUse = new Set<RegionId>();
  #unknownCount = 0;
  #namesChanged = false;
  #namedBy: (regionId: RegionId) => boolean = () => false;

  /** @param namedBy - whether the topology or the configuration names a region. Call {@link RegionUses.renamed} when it changes. */
  nameBy(namedBy: (regionId: RegionId) => boolean): void {
    this.#namedBy = namedBy;
    this.#namesChanged = true;
  }

  /** Other regions may be named from now on; they are looked up when they are asked for. */
  renamed(): void {
    this.#namesChanged = true;
  }

  /** Regions in use that nobody named. */
  get unknownCount(): number {
    this.#look();
    return this.#unknownCount;
  }

  /** Whether a replica is in the region, or a follower row is of it. */
  isUsed(regionId: RegionId): boolean {
    return regionId < this.#uses.length && this.#uses[regionId]! > 0;
  }

  /** Replicas in the region and follower rows of it, together. */
  countOf(regionId: RegionId): number {
    return this.#uses[regionId] ?? 0;
  }

  /** Whether the topology or the configuration names the region. */
  isNamed(regionId: RegionId): boolean {
    if (!this.isUsed(regionId)) return this.#namedBy(regionId);
    this.#look();
    return this.#isNamed[regionId] === 1;
  }

  /** A replica in the region or a row of it as a follower came. */
  came(regionId: RegionId): void {
    if (regionId >= this.#uses.length) this.#grow(regionId);
    this.#uses[regionId] = this.#uses[regionId]! + 1;
    if (this.#uses[regionId] > 1) return;
    this.#inUse.add(regionId);
    this.#isNamed[regionId] = this.#namedBy(regionId) ? 1 : 0;
    if (this.#isNamed[regionId] === 0) this.#unknownCount += 1;
  }

  /** One of those left. */
  left(regionId: RegionId): void {
    this.#uses[regionId] = this.#uses[regionId]! - 1;
    if (this.#uses[regionId] > 0) return;
    this.#inUse.delete(regionId);
    if (this.#isNamed[regionId] === 0) this.#unknownCount -= 1;
  }

  /** Brings up to date who is named; nothing to do but after a change. */
  #look(): void {
    if (!this.#namesChanged) return;
    this.#namesChanged = false;
    this.#unknownCount = 0;
    for (const regionId of this.#inUse) {
      this.#isNamed[regionId] = this.#namedBy(regionId) ? 1 : 0;
      if (this.#isNamed[regionId] === 0) this.#unknownCount += 1;
    }
  }

  #grow(regionId: RegionId): void {
    let limit = this.#uses.length;
    while (limit <= regionId) limit *= 2;
    this.#uses = resized(this.#uses, limit);
    this.#isNamed = resized(this.#isNamed, limit);
  }
}
