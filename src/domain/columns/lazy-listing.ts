import type { Listing } from "../terms/listing";

/** A listing that makes its entries whenever they are asked for, and keeps none. */
export abstract class LazyListing<T> implements Listing<T> {
  abstract readonly length: number;

  /** @param index - from 0 to less than `length`. */
  protected abstract make(index: number): T;

  at(index: number): T | undefined {
    const place = index < 0 ? this.length + index : index;
    return place >= 0 && place < this.length ? this.make(place) : undefined;
  }

  slice(start = 0, end = this.length): readonly T[] {
    const from = this.#within(start);
    return Array.from({ length: Math.max(0, this.#within(end) - from) }, (_, i) => this.make(from + i));
  }

  *[Symbol.iterator](): Generator<T, void> {
    for (let index = 0; index < this.length; index += 1) yield this.make(index);
  }

  #within(index: number): number {
    return index < 0 ? Math.max(0, this.length + index) : Math.min(index, this.length);
  }
}
