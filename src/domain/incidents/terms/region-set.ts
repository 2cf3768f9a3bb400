import type { RegionId } from "../../terms/ids";

const BITS = 32;

/** A set of regions. Of ids below 32, which nearly all are, it keeps a bit each: it is asked once for each of very many replicas. */
export class RegionSet implements Iterable<RegionId> {
  #bits = 0;
  #others: Set<RegionId> | undefined;

  add(regionId: RegionId): void {
    if (regionId < BITS) this.#bits |= 1 << regionId;
    else (this.#others ??= new Set()).add(regionId);
  }

  has(regionId: RegionId): boolean {
    return regionId < BITS
      ? (this.#bits & (1 << regionId)) !== 0
      : this.#others !== undefined && this.#others.has(regionId);
  }

  *[Symbol.iterator](): Generator<RegionId, void> {
    for (let left = this.#bits; left !== 0; left &= left - 1) yield 31 - Math.clz32(left & -left);
    if (this.#others) yield* this.#others;
  }
}
