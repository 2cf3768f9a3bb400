import type { RegionId } from "../../terms/ids";

/** Ids up to this have a field each, 65,536 in all; looking them up in a map takes ten times as long. */
const DENSE_LIMIT = 256;

/** A small number for each of some pairs of regions. */
export class PairIndex {
  readonly #limit: number;
  /** One more than the number; 0 is none. */
  readonly #dense: Int32Array | undefined;
  readonly #sparse = new Map<number, number>();

  /** @param regionLimit - more than any region's id. */
  constructor(regionLimit: number) {
    this.#limit = regionLimit;
    this.#dense = regionLimit <= DENSE_LIMIT ? new Int32Array(regionLimit * regionLimit) : undefined;
  }

  /** The pair's number, -1 when it has none. */
  get(from: RegionId, to: RegionId): number {
    if (this.#dense) return this.#dense[from * this.#limit + to]! - 1;
    return this.#sparse.get(from * this.#limit + to) ?? -1;
  }

  set(from: RegionId, to: RegionId, number: number): void {
    if (this.#dense) this.#dense[from * this.#limit + to] = number + 1;
    else this.#sparse.set(from * this.#limit + to, number);
  }
}
