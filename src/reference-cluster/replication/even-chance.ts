const GOLDEN_RATIO = 0.618_033_988_749_894_9;

/**
 * Says yes to a given part of the questions, spread evenly and without a period (multiples of the golden ratio, modulo
 * 1). Not random, so that a run with losses can be repeated.
 */
export class EvenChance {
  #asked = 0;

  /** @param part from 0 (never) to 1 (always). */
  next(part: number): boolean {
    if (part <= 0) return false;
    this.#asked += 1;
    return (this.#asked * GOLDEN_RATIO) % 1 < part;
  }
}
