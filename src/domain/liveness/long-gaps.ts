/** A gap is told about by the heartbeats that waited, in so many pieces. */
const PIECES = 32;

/**
 * Most gaps that wait to be settled. They are settled in order, some seconds of life after each; a process that stands still again
 * before that so often is stopped more than it runs.
 */
const MOST_PENDING = 8;

/** One time for which the event loop did not run, on the monotonic clock, and what the heartbeats that waited tell about it. */
export class LongGap {
  #told = 0;

  constructor(
    readonly fromMs: number,
    readonly toMs: number,
    /** Lived time when it began: whatever arrived after it has a later one. */
    readonly livedMs: number,
    /** So much of it is no lived time. */
    readonly notLivedMs: number,
  ) {}

  /** A heartbeat that waited was sent then: others of that time would have waited as well. */
  tell(sentMs: number): void {
    if (sentMs <= this.fromMs || sentMs >= this.toMs) return;
    this.#told |= 1 << this.#pieceOf(sentMs);
  }

  /**
   * Milliseconds of the gap, after a moment, that count as silence of a replica that was not heard: all of a gap that was lived; else
   * what was told about.
   *
   * @param reachMs - so long after a heartbeat nobody needs to have sent another one: a heartbeat's interval.
   */
  silenceMsAfter(sentMs: number, reachMs: number): number {
    const afterMs = Math.max(sentMs, this.fromMs);
    if (afterMs >= this.toMs) return 0;
    if (this.notLivedMs === 0) return this.toMs - afterMs;
    const pieceMs = (this.toMs - this.fromMs) / PIECES;
    const reach = Math.max(1, Math.floor(reachMs / pieceMs));
    let pieces = 0;
    let left = 0;
    for (let piece = 0; piece < PIECES; piece += 1) {
      left = (this.#told & (1 << piece)) !== 0 ? reach : left - 1;
      if (left > 0 && this.fromMs + piece * pieceMs >= afterMs) pieces += 1;
    }
    return pieces * pieceMs;
  }

  #pieceOf(sentMs: number): number {
    const share = (sentMs - this.fromMs) / (this.toMs - this.fromMs);
    return Math.min(PIECES - 1, Math.floor(share * PIECES));
  }
}

/** The long gaps of the event loop after which heartbeats that waited in the sockets may still be coming in. */
export class LongGaps {
  #pending: readonly LongGap[] = [];

  /** Whether there are any: until they are settled, the age of a heartbeat that waited is no silence. */
  get isPending(): boolean {
    return this.#pending.length > 0;
  }

  note(gap: LongGap): void {
    this.#pending = [...this.#pending, gap].slice(-MOST_PENDING);
  }

  tell(sentMs: number): void {
    for (const gap of this.#pending) gap.tell(sentMs);
  }

  /** Takes out the gaps that ended `afterMs` before a moment or earlier: everything that waited has come in. */
  settled(monotonicMs: number, afterMs: number): readonly LongGap[] {
    if (this.#pending.length === 0) return this.#pending;
    const settled = this.#pending.filter(({ toMs }) => monotonicMs - toMs >= afterMs);
    if (settled.length > 0) this.#pending = this.#pending.slice(settled.length);
    return settled;
  }
}
