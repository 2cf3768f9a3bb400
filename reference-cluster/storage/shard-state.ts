import type { Batch } from "../wal/batch";
import { SIGNAL_BYTES } from "../wal/signal";
import { EntitySet } from "./entity-set";
import { ReplicationState } from "./replication-state";

/** What a shard's WAL amounts to once applied: which entities it has seen, how many signals, and up to which seqno. */
export class ShardState {
  readonly entities: EntitySet;
  readonly #replication: ReplicationState;
  #signalsTotal: bigint;

  constructor(entities = new EntitySet(), appliedSeqno = 0n, signalsTotal = 0n) {
    this.entities = entities;
    this.#replication = new ReplicationState(appliedSeqno);
    this.#signalsTotal = signalsTotal;
  }

  get appliedSeqno(): bigint {
    return this.#replication.appliedSeqno;
  }

  /** Signals ever applied, u64. */
  get signalsTotal(): bigint {
    return this.#signalsTotal;
  }

  /**
   * Applies what of the batch has not been applied yet.
   *
   * @returns how many signals that were.
   * @throws Error when the batch starts behind a seqno that has not been applied: a gap must not pass unseen.
   */
  apply({ header, signals }: Batch): number {
    if (header.firstSeq > this.appliedSeqno + 1n) {
      throw new Error(
        `shard state: expected a batch from seqno ${this.appliedSeqno + 1n} on, got ${header.firstSeq}`,
      );
    }
    const known = this.appliedSeqno - header.firstSeq + 1n;
    if (!this.#replication.advanceTo(header.lastSeq)) return 0;
    for (let index = Number(known); index < signals.count; index += 1) {
      const offset = index * SIGNAL_BYTES;
      this.entities.add(signals.bytes.readUInt32LE(offset + 4), signals.bytes.readUInt32LE(offset));
    }
    const applied = signals.count - Number(known);
    this.#signalsTotal += BigInt(applied);
    return applied;
  }
}
