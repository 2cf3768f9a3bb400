import type { LogHold } from "../storage/log-holds";
import type { ReplicaStore } from "../storage/replica-store";
import { decodeBatches } from "../wal/batch";
import type { Batch } from "../wal/batch";

/** A log that does not have any more what a reader still needed. */
export class LogGoneError extends Error {
  override readonly name = "LogGoneError";
}

/**
 * Reads the log of one replica from its beginning up to where it ended when the reader was made, whatever is written meanwhile.
 * It has one segment in memory at a time, and holds what it has not read until `untilMs`.
 */
export class ShardLogReader {
  readonly #store: ReplicaStore;
  readonly #through: bigint;
  readonly #hold: LogHold;
  #next: bigint;
  /** Batches of the segment that was read last, the next one at the end. */
  #batches: Batch[] = [];

  /** @param untilMs monotonic: until when the log is held. */
  constructor(store: ReplicaStore, untilMs: number) {
    this.#store = store;
    this.#through = store.state.appliedSeqno;
    this.#next = store.wal.firstSeqno ?? this.#through + 1n;
    this.#hold = store.holds.hold(this.#next, untilMs);
  }

  /** The last seqno that is read. */
  get through(): bigint {
    return this.#through;
  }

  /** The first seqno that is still to be read. */
  get next(): bigint {
    return this.#next;
  }

  /** Whether there is nothing left to read. */
  get isAtEnd(): boolean {
    return this.#next > this.#through;
  }

  /** Whether {@link read} reads a file next, which takes longer than a batch that is in memory. */
  get needsSegment(): boolean {
    return !this.isAtEnd && this.#batches.length === 0;
  }

  /** The next batch; undefined at the end. @throws LogGoneError when the log does not have it any more. */
  read(): Batch | undefined {
    if (this.isAtEnd) return undefined;
    if (this.#batches.length === 0) this.#readSegment();
    const batch = this.#batches.pop();
    if (batch?.header.firstSeq !== this.#next) throw this.#gone();
    this.#next = batch.header.lastSeq + 1n;
    this.#hold.neededFrom = this.#next;
    if (this.#next > this.#through) this.close();
    return batch;
  }

  /** Lets go of the log and of what was read of it. */
  close(): void {
    this.#store.holds.release(this.#hold);
    this.#batches = [];
  }

  #readSegment(): void {
    let bytes: Buffer | undefined;
    try {
      bytes = this.#store.wal.readFrom(this.#next);
    } catch (cause) {
      throw this.#gone({ cause });
    }
    if (bytes === undefined) throw this.#gone();
    const { batches, problem } = decodeBatches(bytes);
    if (problem !== undefined) throw this.#gone({ cause: new Error(problem) });
    this.#batches = batches.filter(({ header }) => header.firstSeq >= this.#next).reverse();
  }

  #gone(options?: ErrorOptions): LogGoneError {
    const { shardId } = this.#store.id;
    return new LogGoneError(`shard ${shardId}: its log does not have seqno ${this.#next} any more`, options);
  }
}
