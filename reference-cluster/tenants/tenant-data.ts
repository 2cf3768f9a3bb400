import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { U64_MAX } from "#exporter/domain/terms/ids";
import type { ShardId, TenantId } from "#exporter/domain/terms/ids";
import { z } from "zod";
import { DurableRecord } from "../operations/durable-record";
import type { WriteResult } from "../replication/write-result";
import type { PackedSignals } from "../wal/signal";
import { isSwitched, tenantMoveSchema } from "./tenant-move";
import type { MoveState, TenantMove } from "./tenant-move";
import { TenantPartition } from "./tenant-partition";

/** Segments and snapshots that are shipped in one step. */
const PIECES_PER_STEP = 8;

/** What the data of a tenant need. */
export interface TenantDataParts {
  readonly tenantId: TenantId;
  /** Where the tenant is if nothing on disk says otherwise. */
  readonly firstShardId: ShardId;
  /** A directory of the tenant's own; it need not exist. */
  readonly directory: string;
  /** Whether a shard has a leader that runs, so that it can be read and written. */
  readonly isServed: (shardId: ShardId) => boolean;
  readonly nowMs: () => number;
  readonly wallNs: () => bigint;
  readonly onCut: (problem: string) => void;
}

/** One tenant's data: on one shard, and on two while it moves. What is on disk is all that it needs to go on after a crash. */
export class TenantData {
  readonly tenantId: TenantId;
  readonly #parts: TenantDataParts;
  readonly #placement: DurableRecord<{ readonly shardId: ShardId }>;
  readonly #moveRecord: DurableRecord<TenantMove>;
  readonly #partitions = new Map<ShardId, TenantPartition>();
  #shardId: ShardId;
  #move: TenantMove | undefined;

  constructor(parts: TenantDataParts) {
    mkdirSync(parts.directory, { recursive: true });
    this.#parts = parts;
    this.tenantId = parts.tenantId;
    const placementSchema = z.object({ shardId: z.number() });
    this.#placement = new DurableRecord(join(parts.directory, "placement.json"), placementSchema);
    this.#moveRecord = new DurableRecord(join(parts.directory, "move.json"), tenantMoveSchema);
    this.#shardId = this.#placement.read()?.shardId ?? parts.firstShardId;
    this.#move = this.#moveRecord.read();
  }

  /** The shard whose copy counts. */
  get owner(): ShardId {
    return this.#move !== undefined && isSwitched(this.#move) ? this.#move.to : this.#shardId;
  }

  /** The move that goes on, or that was made last; undefined when there was none. */
  get move(): TenantMove | undefined {
    return this.#move;
  }

  /** The copy that counts. */
  get owned(): TenantPartition {
    return this.#partition(this.owner);
  }

  /** Takes in signals, on both shards from the beginning of dual writes to the switch. Refused while the owner is not served. */
  write(signals: PackedSignals): WriteResult {
    const { isServed, nowMs, wallNs } = this.#parts;
    const { owner, owned, tenantId } = this;
    if (!isServed(owner)) {
      return { ok: false, message: `tenant t${tenantId}: the leader of shard ${owner} is down` };
    }
    if (signals.count > 0) owned.append(owned.head + 1n, signals, wallNs(), nowMs());
    if (this.#move?.state === "DualWrite" && isServed(this.#move.to)) this.#shipAll(this.#move);
    this.#compact();
    return { ok: true, value: owned.head };
  }

  /** Begins a move. To be called only when none goes on. */
  begin(move: TenantMove): void {
    // Of an earlier move that was given up something may have been left.
    this.#remove(move.to);
    this.#enter(move, "PreparingTarget");
  }

  /**
   * Ships some of what the target lacks.
   *
   * @returns whether the target has everything at this moment; false while either shard is not served.
   */
  ship(): boolean {
    const move = this.#move;
    const { isServed, nowMs } = this.#parts;
    if (move === undefined || isSwitched(move) || !isServed(move.from) || !isServed(move.to)) return false;
    const [source, target] = [this.#partition(move.from), this.#partition(move.to)];
    let isEqual = false;
    for (let piece = 0; piece < PIECES_PER_STEP && !isEqual; piece += 1) {
      isEqual = source.shipNext(target, nowMs());
    }
    if (target.head !== move.lastShippedSeqno) this.#note({ ...move, lastShippedSeqno: target.head });
    return isEqual;
  }

  /** Lets writes go to both shards. */
  beginDualWrite(): void {
    const move = this.#expect("PreparingTarget");
    this.#enter({ ...move, cutoverSeqno: this.#partition(move.from).head }, "DualWrite");
  }

  /** Makes the target the one that counts, if it has everything. @returns whether it did. */
  switchOver(): boolean {
    this.#expect("DualWrite");
    // No write comes between the look and the switch: both are in one piece.
    if (!this.ship()) return false;
    this.#enter({ ...this.#expect("DualWrite"), switchedAtNs: this.#parts.wallNs() }, "Finalizing");
    return true;
  }

  /** Removes what the source has, after the switch. */
  finalize(): void {
    const move = this.#expect("Finalizing");
    this.#placement.write({ shardId: move.to });
    this.#shardId = move.to;
    this.#remove(move.from);
    this.#enter(move, "Complete");
  }

  /** Gives up a move. @returns whether it could be: not after the switch. */
  giveUp(): boolean {
    const move = this.#move;
    if (move === undefined || isSwitched(move)) return false;
    // In this order: a target that is left without a move is removed by the next one, a move without its target would be made anew.
    this.#moveRecord.remove();
    this.#move = undefined;
    this.#remove(move.to);
    return true;
  }

  /** Lets go of open files. What was written stays. */
  close(): void {
    for (const partition of this.#partitions.values()) partition.close();
    this.#partitions.clear();
  }

  #shipAll(move: TenantMove): void {
    const [source, target] = [this.#partition(move.from), this.#partition(move.to)];
    while (!source.shipNext(target, this.#parts.nowMs()));
  }

  #compact(): void {
    const move = this.#move;
    const isShipping = move !== undefined && !isSwitched(move);
    this.owned.compact(isShipping ? this.#partition(move.to).head + 1n : U64_MAX);
  }

  #partition(shardId: ShardId): TenantPartition {
    let partition = this.#partitions.get(shardId);
    if (partition === undefined) {
      const { nowMs, onCut } = this.#parts;
      partition = TenantPartition.open(this.#path(shardId), shardId, nowMs(), onCut);
      this.#partitions.set(shardId, partition);
    }
    return partition;
  }

  #remove(shardId: ShardId): void {
    this.#partitions.get(shardId)?.close();
    this.#partitions.delete(shardId);
    rmSync(this.#path(shardId), { recursive: true, force: true });
  }

  #path(shardId: ShardId): string {
    return join(this.#parts.directory, `shard-${shardId}`);
  }

  #expect(state: MoveState): TenantMove {
    if (this.#move?.state !== state) {
      throw new Error(
        `tenant t${this.tenantId}: expected a move that is ${state}, got ${this.#move?.state ?? "none"}`,
      );
    }
    return this.#move;
  }

  #enter(move: TenantMove, state: MoveState): void {
    this.#note({ ...move, state, sinceNs: this.#parts.wallNs() });
  }

  #note(move: TenantMove): void {
    this.#moveRecord.write(move);
    this.#move = move;
  }
}
