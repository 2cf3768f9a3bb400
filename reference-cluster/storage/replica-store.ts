import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ReplicaId } from "#exporter/domain/terms/ids";
import type { Batch } from "../wal/batch";
import { WalLog } from "../wal/wal-log";
import type { SealLimits } from "../wal/wal-log";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint";
import type { Checkpoint } from "./checkpoint";
import { LogHolds } from "./log-holds";
import { ShardState } from "./shard-state";
import { ThroughputAverage } from "./throughput-average";

/** How much WAL a replica keeps. */
export interface WalLimits extends SealLimits {
  /** Bytes above which segments that nobody needs any more are removed, down to half of it. */
  readonly retainBytes: number;
  /** Bytes above which a leader removes even what a follower still needs, and a follower takes nothing more in. */
  readonly capBytes: number;
}

export const DEFAULT_WAL_LIMITS: WalLimits = {
  sealBytes: 64 * 1024,
  sealAgeMs: 500,
  retainBytes: 128 * 1024,
  capBytes: 8 * 1024 * 1024,
};

/**
 * Everything that one replica has on disk: its WAL and the checkpoint that stands for the WAL already removed. A replica
 * that was killed is opened again from here and stands where it stood.
 */
export class ReplicaStore {
  readonly id: ReplicaId;
  readonly limits: WalLimits;
  readonly wal: WalLog;
  readonly holds = new LogHolds();
  /** Counts the signals applied since the store was opened; what a recovery replays is no throughput. */
  readonly throughput: ThroughputAverage;
  readonly #checkpointPath: string;
  #checkpointSeqno: bigint;
  #state: ShardState;
  #term: number;

  private constructor(
    id: ReplicaId,
    limits: WalLimits,
    wal: WalLog,
    path: string,
    start: Checkpoint,
    nowMs: number,
  ) {
    this.id = id;
    this.limits = limits;
    this.wal = wal;
    this.throughput = new ThroughputAverage(nowMs);
    this.#checkpointPath = path;
    this.#checkpointSeqno = -1n;
    this.#state = start.state;
    this.#term = start.term;
  }

  /**
   * Opens a replica's directory, which need not exist. What cannot be trusted (a torn segment, a checkpoint that does not
   * match its checksum, a WAL that does not follow on the checkpoint) is dropped and told to `onCut`; replication brings it
   * back.
   */
  static open(
    directory: string,
    id: ReplicaId,
    limits: WalLimits,
    nowMs: number,
    onCut: (problem: string) => void,
  ): ReplicaStore {
    mkdirSync(directory, { recursive: true });
    const path = join(directory, "checkpoint");
    const start = readCheckpoint(path, id, onCut);
    let gap: bigint | undefined;
    const replay = (batch: Batch): void => {
      if (gap === undefined && batch.header.firstSeq > start.state.appliedSeqno + 1n)
        gap = batch.header.firstSeq;
      if (gap === undefined) start.state.apply(batch);
    };
    const wal = WalLog.open(join(directory, "wal"), id, limits, replay, onCut);
    if (gap !== undefined) {
      onCut(
        `${directory}: the WAL starts at seqno ${gap}, the state ends at ${start.state.appliedSeqno}; WAL removed`,
      );
      wal.clear();
    }
    return new ReplicaStore(id, limits, wal, path, start, nowMs);
  }

  get state(): ShardState {
    return this.#state;
  }

  /** The leadership that this replica has followed last. */
  get term(): number {
    return this.#term;
  }

  /** The last seqno that lies here, applied or not. */
  get receivedSeqno(): bigint {
    const head = this.wal.headSeqno;
    return head > this.#state.appliedSeqno ? head : this.#state.appliedSeqno;
  }

  apply(batch: Batch): void {
    this.throughput.count(this.#state.apply(batch));
  }

  /** Remembers a new leadership, also across a restart. */
  adoptTerm(term: number): void {
    if (term === this.#term) return;
    this.#term = term;
    this.#writeCheckpoint();
  }

  /** The state as a follower can start from it. */
  snapshot(): Buffer {
    return encodeCheckpoint({ shardId: this.id.shardId, term: this.#term, state: this.#state });
  }

  /** Forgets everything here and starts from somebody else's state. */
  replaceWith({ state, term }: Checkpoint): void {
    // In this order, so that a WAL that belongs to another state is never found behind the new one.
    this.wal.clear();
    this.#state = state;
    this.#term = term;
    this.#writeCheckpoint();
  }

  /**
   * Removes old segments. What has not been applied here is always kept; what somebody else needs, from `neededFrom` on,
   * is kept up to the cap.
   */
  compact(neededFrom: bigint): void {
    const { retainBytes, capBytes } = this.limits;
    const keepFrom = neededFrom <= this.#state.appliedSeqno ? neededFrom : this.#state.appliedSeqno + 1n;
    if (this.wal.bytes > retainBytes) this.#removeUntil(retainBytes / 2, keepFrom);
    if (this.wal.bytes > capBytes) this.#removeUntil((capBytes * 3) / 4, this.#state.appliedSeqno + 1n);
  }

  close(): void {
    this.wal.close();
  }

  #removeUntil(targetBytes: number, keepFrom: bigint): void {
    for (;;) {
      const oldest = this.wal.sealedSegments[0];
      if (oldest === undefined || oldest.lastSeq >= keepFrom || this.wal.bytes <= targetBytes) return;
      if (oldest.lastSeq > this.#checkpointSeqno) this.#writeCheckpoint();
      this.wal.removeOldest();
    }
  }

  #writeCheckpoint(): void {
    const temporary = `${this.#checkpointPath}.new`;
    writeFileSync(temporary, this.snapshot());
    renameSync(temporary, this.#checkpointPath);
    this.#checkpointSeqno = this.#state.appliedSeqno;
  }
}

function readCheckpoint(path: string, { shardId }: ReplicaId, onCut: (problem: string) => void): Checkpoint {
  const none: Checkpoint = { shardId, term: 0, state: new ShardState() };
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return none;
    throw error;
  }
  const result = decodeCheckpoint(bytes, shardId);
  if (result.ok) return result.value;
  onCut(`${path}: ${result.message}`);
  return none;
}
