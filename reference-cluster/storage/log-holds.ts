/** A reader's hold on a log: from `neededFrom` on nothing is removed until `untilMs` (monotonic) or until it lets go. */
export interface LogHold {
  neededFrom: bigint;
  readonly untilMs: number;
}

/** Readers of a replica's log that are no followers. A hold lapses by itself, so a reader that vanished keeps nothing for ever. */
export class LogHolds {
  readonly #holds = new Set<LogHold>();

  hold(neededFrom: bigint, untilMs: number): LogHold {
    const hold = { neededFrom, untilMs };
    this.#holds.add(hold);
    return hold;
  }

  release(hold: LogHold): void {
    this.#holds.delete(hold);
  }

  /** The first seqno that is still needed: by `others`, who need everything from there on, or by a hold that has not lapsed. */
  neededFrom(others: bigint, nowMs: number): bigint {
    let lowest = others;
    for (const hold of this.#holds) {
      if (hold.untilMs <= nowMs) this.#holds.delete(hold);
      else if (hold.neededFrom < lowest) lowest = hold.neededFrom;
    }
    return lowest;
  }
}
