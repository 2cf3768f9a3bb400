import { setImmediate as nextTurn } from "node:timers/promises";

import { stepsOfTurn } from "../../../concurrency/take-steps";

/** Steps share a turn of so many milliseconds: heartbeats and scrapes have their own share of each. */
export const TURN_MS = 2;

/** Has work done in turns of the event loop of their own, and says for how long to leave the time to others afterwards. */
export class LookPace {
  readonly #pauseRatio: number;
  readonly #maxPauseMs: number;
  #workMs = 0;
  #restsUntilMs = 0;

  /**
   * @param pauseRatio - so many times as long as the work is the pause behind it.
   * @param maxPauseMs - but no longer.
   */
  constructor(pauseRatio: number, maxPauseMs: number) {
    this.#pauseRatio = pauseRatio;
    this.#maxPauseMs = maxPauseMs;
  }

  /** When the pause behind the last work is over, by `performance.now()`. */
  get restsUntilMs(): number {
    return this.#restsUntilMs;
  }

  /** Whether the pause is over. */
  get isRested(): boolean {
    return performance.now() >= this.#restsUntilMs;
  }

  /** Does a piece of the work in the next turn of the event loop. */
  async piece<T>(work: () => T): Promise<T> {
    await nextTurn();
    const beganMs = performance.now();
    const made = work();
    this.#workMs += performance.now() - beganMs;
    return made;
  }

  /** Takes steps of the work, each in a turn of the event loop of its own. */
  async turns<T>(steps: Iterator<undefined, T>): Promise<T> {
    for (;;) {
      const step = await this.piece(() => steps.next());
      if (step.done === true) return step.value;
    }
  }

  /** Takes steps of the work, as many in a turn of the event loop as take two milliseconds. */
  async steps<T>(steps: Iterator<undefined, T>): Promise<T> {
    for (;;) {
      const step = await this.piece(() => stepsOfTurn(steps, TURN_MS, () => performance.now()));
      if (step.done === true) return step.value;
    }
  }

  /** The work is done: the pause begins. */
  rest(): void {
    this.#restsUntilMs = performance.now() + Math.min(this.#maxPauseMs, this.#workMs * this.#pauseRatio);
    this.#workMs = 0;
  }
}
