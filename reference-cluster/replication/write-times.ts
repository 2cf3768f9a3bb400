interface WriteTime {
  readonly seqno: bigint;
  readonly writtenAtMs: number;
}

/** More entries than this are thinned out: for a lag of hours, a second more or less does not matter. */
const MOST_ENTRIES = 4096;

/** When which seqno was written, as far back as some follower has not applied it: the age of a follower's lag. */
export class WriteTimes {
  #entries: WriteTime[] = [];

  /** Notes that everything up to `seqno` was written by now (monotonic milliseconds). */
  note(seqno: bigint, nowMs: number): void {
    this.#entries.push({ seqno, writtenAtMs: nowMs });
    if (this.#entries.length > MOST_ENTRIES)
      this.#entries = this.#entries.filter((_, index) => index % 2 === 1);
  }

  /** Forgets what every follower has applied. */
  forgetThrough(seqno: bigint): void {
    let gone = 0;
    while (gone < this.#entries.length && (this.#entries[gone]?.seqno ?? 0n) <= seqno) gone += 1;
    if (gone > 0) this.#entries.splice(0, gone);
  }

  /** Milliseconds since the oldest write after `appliedSeqno`; 0 when there is none. */
  ageOfNextMs(appliedSeqno: bigint, nowMs: number): number {
    const next = this.#entries.find(({ seqno }) => seqno > appliedSeqno);
    return next === undefined ? 0 : Math.max(0, nowMs - next.writtenAtMs);
  }
}
