import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ReplicaId } from "#exporter/domain/terms/ids";
import type { Batch } from "./batch";
import type { SealedSegment } from "./sealed-segment";
import { OPEN_SUFFIX, recoverSegments } from "./segment-recovery";
import { formatWalSegmentId } from "./wal-segment-id";
import type { WalSegmentId } from "./wal-segment-id";
import { writeWhole } from "./write-whole";

/** When the segment that is being written is sealed: whichever comes first. */
export interface SealLimits {
  readonly sealBytes: number;
  readonly sealAgeMs: number;
}

interface OpenSegment {
  readonly id: WalSegmentId;
  readonly path: string;
  readonly file: number;
  readonly openedAtMs: number;
  lastSeq: bigint;
  bytes: number;
}

/**
 * The write-ahead log of one replica: a directory of segments, each a file named `region:shard:seqno`, the one being
 * written with an ending of its own. Writes are synchronous, so that what has been acknowledged is in the file, but not
 * flushed to the device: the data is meant to survive a killed replica, not a power cut.
 *
 * File system errors are thrown as they come.
 */
export class WalLog {
  readonly #directory: string;
  readonly #owner: ReplicaId;
  readonly #limits: SealLimits;
  readonly #sealed: SealedSegment[];
  #sealedBytes: number;
  #open: OpenSegment | undefined;

  private constructor(directory: string, owner: ReplicaId, limits: SealLimits, sealed: SealedSegment[]) {
    this.#directory = directory;
    this.#owner = owner;
    this.#limits = limits;
    this.#sealed = sealed;
    this.#sealedBytes = sealed.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Opens the log and hands every whole batch on disk to `replay`, in order of seqno. A torn end, as a killed writer
   * leaves it, is cut off; `onCut` hears what was wrong with it.
   */
  static open(
    directory: string,
    owner: ReplicaId,
    limits: SealLimits,
    replay: (batch: Batch) => void,
    onCut: (problem: string) => void,
  ): WalLog {
    return new WalLog(directory, owner, limits, recoverSegments(directory, replay, onCut));
  }

  /** Bytes that lie in the directory. */
  get bytes(): number {
    return this.#sealedBytes + (this.#open?.bytes ?? 0);
  }

  /** Oldest first. */
  get sealedSegments(): readonly SealedSegment[] {
    return this.#sealed;
  }

  /** The first seqno that is still here; undefined when the log is empty. */
  get firstSeqno(): bigint | undefined {
    return this.#sealed[0]?.firstSeq ?? this.#open?.id.seqno;
  }

  /** The last seqno written here, also in the segment that is not sealed yet; 0 when the log is empty. */
  get headSeqno(): bigint {
    return this.#open?.lastSeq ?? this.#sealed.at(-1)?.lastSeq ?? 0n;
  }

  /** Writes a batch to the end. @returns the segment that became full by it and was sealed, if one did. */
  append(batch: Batch, nowMs: number): SealedSegment | undefined {
    this.#open ??= this.#create(batch.header.firstSeq, nowMs);
    writeWhole(this.#open.file, batch.bytes);
    this.#open.bytes += batch.bytes.length;
    this.#open.lastSeq = batch.header.lastSeq;
    return this.#open.bytes >= this.#limits.sealBytes ? this.seal() : undefined;
  }

  /** Seals the segment that is being written when it is old enough. */
  sealIfDue(nowMs: number): SealedSegment | undefined {
    if (this.#open === undefined || nowMs - this.#open.openedAtMs < this.#limits.sealAgeMs) return undefined;
    return this.seal();
  }

  /** Seals the segment that is being written, if there is one. */
  seal(): SealedSegment | undefined {
    const open = this.#open;
    if (open === undefined) return undefined;
    this.#open = undefined;
    closeSync(open.file);
    const path = this.#path(open.id);
    renameSync(open.path, path);
    return this.#add({
      id: open.id,
      path,
      firstSeq: open.id.seqno,
      lastSeq: open.lastSeq,
      bytes: open.bytes,
    });
  }

  /** Stores batches that a leader sealed elsewhere, under the leader's region. Nothing is stored for no batches. */
  store(batches: readonly Batch[]): SealedSegment | undefined {
    const [first, last] = [batches[0], batches.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const id = {
      regionId: first.header.regionId,
      shardId: this.#owner.shardId,
      seqno: first.header.firstSeq,
    };
    const bytes = Buffer.concat(batches.map((batch) => batch.bytes));
    const path = this.#path(id);
    writeFileSync(path, bytes);
    return this.#add({ id, path, firstSeq: id.seqno, lastSeq: last.header.lastSeq, bytes: bytes.length });
  }

  /** The oldest sealed segment with something at or after `seqno`; it starts later when what was before it is gone. */
  sealedFrom(seqno: bigint): SealedSegment | undefined {
    let low = 0;
    let high = this.#sealed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sealed[middle]?.lastSeq ?? 0n) < seqno) low = middle + 1;
      else high = middle;
    }
    return this.#sealed[low];
  }

  read(segment: SealedSegment): Buffer {
    return readFileSync(segment.path);
  }

  /**
   * All bytes so far of the segment, sealed or not, that holds `seqno` or, when that is gone, what comes next; undefined when
   * nothing that late is here.
   */
  readFrom(seqno: bigint): Buffer | undefined {
    const sealed = this.sealedFrom(seqno);
    if (sealed !== undefined) return this.read(sealed);
    const open = this.#open;
    return open === undefined || open.lastSeq < seqno ? undefined : readFileSync(open.path);
  }

  /** Removes the oldest sealed segment. */
  removeOldest(): void {
    const oldest = this.#sealed.shift();
    if (oldest === undefined) return;
    this.#sealedBytes -= oldest.bytes;
    rmSync(oldest.path, { force: true });
  }

  /** Removes everything, for a replica that starts again from a snapshot. */
  clear(): void {
    this.seal();
    while (this.#sealed.length > 0) this.removeOldest();
  }

  /** Lets go of the open file. What was written stays on disk as it is, sealed or not. */
  close(): void {
    if (this.#open !== undefined) closeSync(this.#open.file);
    this.#open = undefined;
  }

  #create(seqno: bigint, openedAtMs: number): OpenSegment {
    const id = { ...this.#owner, seqno };
    const path = this.#path(id) + OPEN_SUFFIX;
    return { id, path, file: openSync(path, "w"), openedAtMs, lastSeq: seqno - 1n, bytes: 0 };
  }

  #add(segment: SealedSegment): SealedSegment {
    this.#sealed.push(segment);
    this.#sealedBytes += segment.bytes;
    return segment;
  }

  #path(id: WalSegmentId): string {
    return join(this.#directory, formatWalSegmentId(id));
  }
}
