/**
 * Runs pieces of work one at a time, in the order in which they were asked for. One that fails holds up nothing: the next
 * begins all the same.
 */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the work does, once its turn has come. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    // Only the order matters here: the caller of `run` gets the error.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when nothing runs and nothing waits, whatever became of the work. */
  async idle(): Promise<void> {
    let last: Promise<unknown>;
    do {
      last = this.#last;
      await last;
    } while (last !== this.#last);
  }
}
