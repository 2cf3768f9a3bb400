import type { ReplicaStore } from "../storage/replica-store";
import { decodeBatches } from "../wal/batch";
import type { Batch } from "../wal/batch";
import type { PackedSignals } from "../wal/signal";
import type { WriteResult } from "./write-result";

/** A replica that only applies what its shard's leader wrote. */
export class FollowerDb {
  readonly #store: ReplicaStore;
  #stalled = false;

  constructor(store: ReplicaStore) {
    this.#store = store;
  }

  get appliedSeqno(): bigint {
    return this.#store.state.appliedSeqno;
  }

  /** Whether something lies in the WAL that has not been applied. */
  get hasBacklog(): boolean {
    return this.#store.wal.headSeqno > this.appliedSeqno;
  }

  /** Stops or resumes applying; what arrives meanwhile waits in the WAL. */
  set stalled(stalled: boolean) {
    this.#stalled = stalled;
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  /** Always refused: a second writer would fork the shard's WAL. */
  write(signals: PackedSignals): WriteResult {
    const { shardId, regionId } = this.#store.id;
    return {
      ok: false,
      message: `shard ${shardId}: region ${regionId} only follows, it refuses ${signals.count} signals; write to its leader`,
    };
  }

  /** Applies batches that were just stored, unless older ones have to be applied first or the follower is stalled. */
  applyStored(batches: readonly Batch[]): void {
    const first = batches[0];
    if (this.#stalled || first === undefined || first.header.firstSeq > this.appliedSeqno + 1n) return;
    for (const batch of batches) this.#store.apply(batch);
  }

  /**
   * Applies up to `segments` segments of what waits in the WAL.
   *
   * @returns whether anything was applied.
   * @throws Error when a segment on disk is not what was stored.
   */
  applyBacklog(segments: number): boolean {
    const before = this.appliedSeqno;
    for (let done = 0; done < segments && this.hasBacklog && !this.#stalled; done += 1) {
      const segment = this.#store.wal.sealedFrom(this.appliedSeqno + 1n);
      if (segment === undefined) break;
      const { batches, problem } = decodeBatches(this.#store.wal.read(segment));
      if (problem !== undefined) throw new Error(`${segment.path}: ${problem}`);
      for (const batch of batches) this.#store.apply(batch);
    }
    return this.appliedSeqno > before;
  }
}
