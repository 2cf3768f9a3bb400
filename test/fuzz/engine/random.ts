import { SeededGenerator } from "../../../reference-cluster/seeded-generator";

/** Choices that are the same for the same seed. */
export class Random extends SeededGenerator {
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError("pick: expected at least one value");
    return values[this.below(values.length)] as T;
  }
}
