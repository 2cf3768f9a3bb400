import { SerialQueue } from "../../concurrency/serial-queue";

/** A save that has not started: others may still overtake it. */
interface Waiting<T> {
  value: T;
  readonly settled: Promise<void>;
}

/**
 * Writes values one at a time, in the order given, and skips those that are out of date before their turn comes. However
 * many changes arrive while one write is under way, one more write covers them all.
 */
export class LatestWins<T> {
  readonly #write: (value: T) => Promise<void>;
  readonly #writes = new SerialQueue();
  #waiting: Waiting<T> | undefined;

  /** @param write - is never called again before its last promise settled. */
  constructor(write: (value: T) => Promise<void>) {
    this.#write = write;
  }

  /** Settles as the write of this value did, or that of a later value that overtook it. */
  run(value: T): Promise<void> {
    if (this.#waiting) {
      this.#waiting.value = value;
      return this.#waiting.settled;
    }
    const settled = this.#writes.run(() => this.#writeWaiting());
    this.#waiting = { value, settled };
    return settled;
  }

  /** As {@link run}, but overtakes nothing: when a value waits already, it settles as that one does. */
  runUnlessWaiting(value: T): Promise<void> {
    return this.#waiting?.settled ?? this.run(value);
  }

  /** Resolves when nothing runs and nothing waits, whatever became of the writes. */
  idle(): Promise<void> {
    return this.#writes.idle();
  }

  async #writeWaiting(): Promise<void> {
    const waiting = this.#waiting;
    if (!waiting) throw new Error("invariant broken: a write had its turn with nothing to write");
    this.#waiting = undefined;
    await this.#write(waiting.value);
  }
}
