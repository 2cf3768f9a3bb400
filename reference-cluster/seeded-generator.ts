import { U32_RANGE } from "#exporter/domain/terms/units";

/**
 * Numbers that look random and are the same for the same seed: the `mulberry32` generator, which is in the public domain.
 * For choosing what a signal is about and which messages a bad line loses: no number that the cluster reports is drawn.
 */
export class SeededGenerator {
  #state: number;

  /** @param seed a u32; more bits are ignored. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The next number, from 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / U32_RANGE;
  }
}
