/** A seeded source of chance: the same seed gives the same numbers on every machine. */
export class Random {
  #state: number;

  /** @param seed - any whole number; its lowest 32 bits count. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
    // The first numbers of neighbouring seeds are alike.
    for (let i = 0; i < 4; i += 1) this.next();
  }

  /** 0 or more, less than 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Between the two, every order of magnitude as likely as any other. */
  betweenOrders(low: number, high: number): number {
    return low * (high / low) ** this.next();
  }

  /** A whole number, 0 or more, less than `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(choices: readonly T[]): T {
    const picked = choices[this.below(choices.length)];
    if (picked === undefined) throw new RangeError("there is nothing to pick from");
    return picked;
  }

  /** Some of the choices, each at most once, in the order in which they stand. */
  sample<T>(choices: readonly T[], count: number): readonly T[] {
    const left = [...choices.keys()];
    while (left.length > count) left.splice(this.below(left.length), 1);
    return left.map((place) => choices[place]!);
  }

  /** With exponentially distributed waits of this mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }
}
