/**
 * How long works that come by themselves, such as what arrives on many connections at once, may keep the event loop from
 * everything else: those that come when a turn is used up wait for the next ones, in the order in which they came.
 */
export class SharedTurns {
  readonly #limitMs: number;
  readonly #nowMs: () => number;
  readonly #waiting: (() => void)[] = [];
  #usedMs = 0;
  #isTurnOpen = false;

  /** @param limitMs - how long they may take together in one turn of the event loop. Milliseconds; what has begun is not cut short. */
  constructor(limitMs: number, nowMs: () => number = () => performance.now()) {
    this.#limitMs = limitMs;
    this.#nowMs = nowMs;
  }

  /** Whether work may begin in this turn. Not while something waits, which comes first. */
  get hasRoom(): boolean {
    return this.#usedMs < this.#limitMs && this.#waiting.length === 0;
  }

  /** Does it now, on the account of this turn. */
  take(work: () => void): void {
    this.#openTurn();
    const startMs = this.#nowMs();
    try {
      work();
    } finally {
      this.#usedMs += this.#nowMs() - startMs;
    }
  }

  /** Does it in a later turn, behind all that waits. */
  later(work: () => void): void {
    this.#waiting.push(work);
    this.#openTurn();
  }

  #openTurn(): void {
    if (this.#isTurnOpen) return;
    this.#isTurnOpen = true;
    setImmediate(this.#nextTurn);
  }

  /** What waits has the turn first, and what arrives in the rest of it the room that is left. */
  readonly #nextTurn = (): void => {
    this.#isTurnOpen = false;
    this.#usedMs = 0;
    // What puts itself off meanwhile waits for the turn after this one.
    let left = this.#waiting.length;
    try {
      while (left > 0 && this.#usedMs < this.#limitMs) {
        const work = this.#waiting.shift();
        left -= 1;
        if (work !== undefined) this.take(work);
      }
    } finally {
      if (this.#waiting.length > 0) this.#openTurn();
    }
  };
}
