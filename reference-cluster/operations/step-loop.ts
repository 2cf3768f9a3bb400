import type { Logger } from "pino";
import type { Cancel, Scheduler } from "../scheduler";

const STEP_MS = 500;

/** Calls a step of an operation again and again, never two at once, until it is stopped. */
export class StepLoop {
  readonly #scheduler: Scheduler;
  readonly #log: Logger;
  readonly #step: () => Promise<void>;
  #cancel: Cancel | undefined;
  #isUnderWay = false;

  constructor(scheduler: Scheduler, log: Logger, step: () => Promise<void>) {
    this.#scheduler = scheduler;
    this.#log = log;
    this.#step = step;
  }

  get isRunning(): boolean {
    return this.#cancel !== undefined;
  }

  start(): void {
    this.#cancel ??= this.#scheduler.every(STEP_MS, () => {
      void this.#run();
    });
  }

  /** No further step begins. One that waits goes on; it has to look at {@link isRunning} before it changes anything. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  async #run(): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      await this.#step();
    } catch (err) {
      this.#log.error({ err }, "a step of an operation failed; it is tried again");
    } finally {
      this.#isUnderWay = false;
    }
  }
}
