/** How much a {@link FairQueue} takes. */
export interface FairQueueLimits {
  /** Jobs that run at the same time. */
  readonly running: number;
  /** Jobs of one source that wait. */
  readonly waitingPerSource: number;
  /** Sources that have jobs waiting. */
  readonly sources: number;
}

/**
 * Runs few jobs at a time, and takes those that wait in turn by source: a source that floods the queue waits behind its own
 * jobs, and every other source behind one of its jobs at most.
 */
export class FairQueue {
  readonly #limits: FairQueueLimits;
  /** Starts of waiting jobs by source. The order of the map is the order of the turns; no list in it is empty. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #running = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  /**
   * Runs a job when it is its turn.
   *
   * @returns what the job returns; or undefined, when too much of this source, or too many sources, wait already.
   */
  run<T>(source: string, job: () => Promise<T>): Promise<T> | undefined {
    if (this.#running < this.#limits.running) {
      this.#running += 1;
      return this.#finish(job);
    }
    const waiting = this.#waiting.get(source) ?? [];
    const isFull =
      waiting.length === 0
        ? this.#waiting.size >= this.#limits.sources
        : waiting.length >= this.#limits.waitingPerSource;
    if (isFull) return undefined;
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    this.#waiting.set(source, waiting);
    return turn.then(() => this.#finish(job));
  }

  async #finish<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } finally {
      this.#passOn();
    }
  }

  /** Gives the place of a job that is over to the next source, or gives it up when nobody waits. */
  #passOn(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#running -= 1;
      return;
    }
    const [source, [start, ...rest]] = first;
    this.#waiting.delete(source);
    if (rest.length > 0) this.#waiting.set(source, rest);
    start?.();
  }
}
