import { SerialQueue } from "../concurrency/serial-queue";

/**
 * Runs a piece of work for all who ask for it: one run at a time, and callers that come while one is under way share the next,
 * which begins after all of them, so that each gets a run that saw what was there when he asked.
 */
export class SharedRuns<T> {
  readonly #work: () => Promise<T>;
  readonly #runs = new SerialQueue();
  #waiting: Promise<T> | undefined;

  constructor(work: () => Promise<T>) {
    this.#work = work;
  }

  /** Settles as the run does that begins from now on. */
  run(): Promise<T> {
    if (this.#waiting !== undefined) return this.#waiting;
    const run = this.#runs.run(() => {
      this.#waiting = undefined;
      return this.#work();
    });
    this.#waiting = run;
    return run;
  }
}
