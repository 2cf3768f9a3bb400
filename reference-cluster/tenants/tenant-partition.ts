import type { ShardId } from "#exporter/domain/terms/ids";
import { decodeCheckpoint } from "../storage/checkpoint";
import { ReplicaStore } from "../storage/replica-store";
import type { WalLimits } from "../storage/replica-store";
import { decodeBatches, encodeBatch } from "../wal/batch";
import type { Batch } from "../wal/batch";
import { SIGNAL_BYTES } from "../wal/signal";
import type { PackedSignals } from "../wal/signal";

/** A tenant writes little; its log is cut into pieces that are shipped one at a time. */
const LIMITS: WalLimits = {
  sealBytes: 16 * 1024,
  sealAgeMs: 5_000,
  retainBytes: 64 * 1024,
  capBytes: 256 * 1024,
};

/** What one tenant has on one shard: a log of its own with seqnos of its own, from 1 on without a gap, and its checkpoint. */
export class TenantPartition {
  readonly shardId: ShardId;
  readonly #store: ReplicaStore;

  private constructor(shardId: ShardId, store: ReplicaStore) {
    this.shardId = shardId;
    this.#store = store;
  }

  /** Opens what lies in a directory, which need not exist. `onCut` hears of a torn end that was cut. */
  static open(
    directory: string,
    shardId: ShardId,
    nowMs: number,
    onCut: (problem: string) => void,
  ): TenantPartition {
    const store = ReplicaStore.open(directory, { shardId, regionId: 0 }, LIMITS, nowMs, onCut);
    return new TenantPartition(shardId, store);
  }

  /** The last seqno that lies here, which is how many signals do. */
  get head(): bigint {
    return this.#store.state.appliedSeqno;
  }

  get entityCount(): number {
    return this.#store.state.entities.size;
  }

  /** Every entity that a signal was about, for comparisons, in order. */
  get entityIds(): readonly bigint[] {
    const bytes = this.#store.state.entities.toBytes();
    const ids = Array.from({ length: this.entityCount }, (_, at) => bytes.readBigUInt64LE(at * 8));
    return ids.sort((a, b) => (a < b ? -1 : 1));
  }

  /**
   * Takes in signals from a seqno on; what of them lies here is skipped.
   *
   * @throws Error when a seqno before them is missing.
   */
  append(firstSeq: bigint, signals: PackedSignals, timestampNs: bigint, nowMs: number): void {
    if (firstSeq > this.head + 1n) {
      throw new Error(`tenant: expected signals from seqno ${this.head + 1n} on, got ${firstSeq}`);
    }
    const known = Number(this.head + 1n - firstSeq);
    if (known >= signals.count) return;
    const fresh = {
      count: signals.count - known,
      bytes: signals.bytes.subarray(known * SIGNAL_BYTES),
    };
    const batch = encodeBatch(this.#store.id, this.head + 1n, timestampNs, fresh);
    this.#store.wal.append(batch, nowMs);
    this.#store.apply(batch);
  }

  /**
   * Brings the next piece of this partition to another one: a segment or, where that is gone, the whole state.
   *
   * @returns whether the other one then has everything.
   */
  shipNext(target: TenantPartition, nowMs: number): boolean {
    if (target.head >= this.head) return true;
    const batches = this.#batchesFrom(target.head + 1n);
    if (batches === undefined) target.#replaceWith(this);
    else {
      for (const { header, signals } of batches) {
        target.append(header.firstSeq, signals, header.timestampNs, nowMs);
      }
    }
    return target.head >= this.head;
  }

  /** Removes old segments that nobody needs. @param neededFrom - the first seqno that still has to be shipped from here. */
  compact(neededFrom: bigint): void {
    this.#store.compact(neededFrom);
  }

  close(): void {
    this.#store.close();
  }

  /** The batches of the segment with that seqno; undefined when it is gone. */
  #batchesFrom(seqno: bigint): readonly Batch[] | undefined {
    const { wal } = this.#store;
    if (wal.firstSeqno === undefined || wal.firstSeqno > seqno) return undefined;
    if (wal.sealedFrom(seqno) === undefined) wal.seal();
    const segment = wal.sealedFrom(seqno);
    if (segment === undefined) return undefined;
    const { batches, problem } = decodeBatches(wal.read(segment));
    if (problem !== undefined) throw new Error(`${segment.path}: ${problem}`);
    return batches;
  }

  #replaceWith(source: TenantPartition): void {
    const decoded = decodeCheckpoint(source.#store.snapshot(), source.shardId);
    if (!decoded.ok) throw new Error(decoded.message);
    this.#store.replaceWith({ ...decoded.value, shardId: this.shardId });
  }
}
