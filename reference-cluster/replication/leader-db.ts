import type { ReplicaStore } from "../storage/replica-store";
import { encodeBatch } from "../wal/batch";
import type { SealedSegment } from "../wal/sealed-segment";
import type { PackedSignals } from "../wal/signal";
import type { WriteResult } from "./write-result";
import { WriteTimes } from "./write-times";

/** The replica that takes a shard's writes: into the WAL first, then into the state. */
export class LeaderDb {
  readonly writeTimes = new WriteTimes();
  readonly #store: ReplicaStore;
  readonly #wallNs: () => bigint;
  readonly #onSealed: (segment: SealedSegment) => void;
  #frozen = false;

  /**
   * @param wallNs the replica's own clock, which goes into each batch's header.
   * @param nowMs monotonic: since when what the WAL holds already counts as written; its real age is not kept.
   */
  constructor(
    store: ReplicaStore,
    wallNs: () => bigint,
    nowMs: number,
    onSealed: (segment: SealedSegment) => void,
  ) {
    this.#store = store;
    this.#wallNs = wallNs;
    this.#onSealed = onSealed;
    if (this.headSeqno > 0n) this.writeTimes.note(this.headSeqno, nowMs);
  }

  /** The last seqno written. */
  get headSeqno(): bigint {
    return this.#store.state.appliedSeqno;
  }

  /** Writes signals, in their order and as one batch. Refused while the shard's home is moving. */
  write(signals: PackedSignals, nowMs: number): WriteResult {
    const { shardId } = this.#store.id;
    if (this.#frozen)
      return { ok: false, message: `shard ${shardId}: its home is moving, write to the new one soon` };
    if (signals.count === 0) return { ok: true, value: this.headSeqno };
    const batch = encodeBatch(this.#store.id, this.headSeqno + 1n, this.#wallNs(), signals);
    const sealed = this.#store.wal.append(batch, nowMs);
    this.#store.apply(batch);
    this.writeTimes.note(batch.header.lastSeq, nowMs);
    if (sealed !== undefined) this.#onSealed(sealed);
    return { ok: true, value: batch.header.lastSeq };
  }

  /** Seals the segment that is being written when it is old enough, so that a quiet shard's signals travel too. */
  sealIfDue(nowMs: number): void {
    const sealed = this.#store.wal.sealIfDue(nowMs);
    if (sealed !== undefined) this.#onSealed(sealed);
  }

  /** Refuses writes from now on and seals what there is, so that a follower can get all of it. */
  freeze(): void {
    this.#frozen = true;
    const sealed = this.#store.wal.seal();
    if (sealed !== undefined) this.#onSealed(sealed);
  }

  /** Takes writes again, when the move was called off. */
  unfreeze(): void {
    this.#frozen = false;
  }
}
