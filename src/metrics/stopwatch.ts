import type { Clock } from "../domain/terms/clock";

/** Adds up the time that pieces of work take, without what passes between them. */
export class Stopwatch {
  readonly #clock: Clock;
  #workMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds of work so far. */
  get seconds(): number {
    return this.#workMs / 1000;
  }

  /** Does a piece of work, which may throw. */
  time<T>(work: () => T): T {
    const startedMs = this.#clock().monotonicMs;
    try {
      return work();
    } finally {
      this.#workMs += this.#clock().monotonicMs - startedMs;
    }
  }
}
