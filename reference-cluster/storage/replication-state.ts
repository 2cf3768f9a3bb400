/** How far a replica has applied its shard's WAL: a high-water mark that only goes forward. */
export class ReplicationState {
  #appliedSeqno: bigint;

  constructor(appliedSeqno = 0n) {
    this.#appliedSeqno = appliedSeqno;
  }

  /** The last seqno applied; 0 when none was. */
  get appliedSeqno(): bigint {
    return this.#appliedSeqno;
  }

  /** @returns whether the mark moved; it does not for a seqno that it has reached already. */
  advanceTo(seqno: bigint): boolean {
    if (seqno <= this.#appliedSeqno) return false;
    this.#appliedSeqno = seqno;
    return true;
  }
}
