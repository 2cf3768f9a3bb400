import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ReplicaId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import { HardNegatives } from "../hard-negatives/hard-negatives";
import { encodeBatch } from "../wal/batch";
import type { Batch } from "../wal/batch";
import type { PackedSignals } from "../wal/signal";
import { WalLog } from "../wal/wal-log";
import type { Reconcilable } from "./reconciler";
import { ReconciliationEngine } from "./reconciliation-engine";
import type { ReconcilableState, ReconciliationPlan } from "./reconciliation-engine";
import { SignalLedger } from "./signal-ledger";
import { decodeState, encodeState, packCounts } from "./state-encoding";

/** Bytes of log after which the state is written whole and the log begins anew. */
const LOG_BYTES = 64 * 1024;

/** What one replica's divergent writes need. */
export interface DivergentWritesParts {
  readonly id: ReplicaId;
  /** The replica's own clock. */
  readonly wallNs: () => bigint;
  /** Whether the replica's WAL has brought an entity. */
  readonly isInWal: (entityId: bigint) => boolean;
  /** Hears of data on disk that could not be trusted and was dropped. */
  readonly onCut: (problem: string) => void;
}

/**
 * What a replica has taken in outside its shard's WAL, by itself or from its peers: the writes of clients that could not reach
 * the leader. On disk they are a log of its own writes, and the whole state now and then, so that a killed replica loses none.
 */
export class DivergentWrites implements Reconcilable {
  readonly #parts: DivergentWritesParts;
  readonly #statePath: string;
  readonly #logDirectory: string;
  readonly #state: ReconcilableState;
  readonly #engine: ReconciliationEngine;
  #log: WalLog | undefined;
  #lastReconciledNs: bigint | undefined;
  #conflictsResolved = 0n;

  private constructor(directory: string, parts: DivergentWritesParts, state: ReconcilableState) {
    this.#parts = parts;
    this.#statePath = join(directory, "reconciled");
    this.#logDirectory = join(directory, "divergent");
    this.#state = state;
    this.#engine = new ReconciliationEngine(parts.isInWal);
    if (existsSync(this.#logDirectory)) this.#openLog();
  }

  /** Opens what lies in a replica's directory, which has nothing in it as long as no write has diverged. */
  static open(directory: string, parts: DivergentWritesParts): DivergentWrites {
    const path = join(directory, "reconciled");
    let state: ReconcilableState = { signals: new SignalLedger(), negatives: new HardNegatives() };
    if (existsSync(path)) {
      const decoded = decodeState(readFileSync(path));
      if (decoded.ok) state = decoded.value;
      else parts.onCut(`${path}: ${decoded.message}`);
    }
    return new DivergentWrites(directory, parts, state);
  }

  get signals(): SignalLedger {
    return this.#state.signals;
  }

  /** When a reconciliation last brought something, on the replica's own clock; undefined when none has since it started. */
  get lastReconciledNs(): bigint | undefined {
    return this.#lastReconciledNs;
  }

  /** Since the replica started. */
  get conflictsResolved(): bigint {
    return this.#conflictsResolved;
  }

  get digest(): string {
    return JSON.stringify(packCounts(this.signals));
  }

  get isEmpty(): boolean {
    return this.signals.counts.nodes.length === 0;
  }

  /** How many signals this replica has that one with that digest lacks; all of them for one that was never heard. */
  countLackedBy(digest: string | undefined): bigint {
    const theirs = new SignalLedger().counts;
    for (const [nodeId, positive, negative] of parseDigest(digest)) {
      theirs.mergeNode(nodeId, { positive: BigInt(positive), negative: BigInt(negative) });
    }
    return this.signals.counts.nodes.reduce((sum, nodeId) => {
      const more = this.signals.counts.operationsOf(nodeId) - theirs.operationsOf(nodeId);
      return more > 0n ? sum + more : sum;
    }, 0n);
  }

  /**
   * Takes in signals while the leader cannot be reached: into the log first.
   *
   * @param nowMs monotonic.
   * @returns how many this replica has taken in so in all: the seqno of the last of them.
   */
  take(signals: PackedSignals, nowMs: number): bigint {
    if (signals.count === 0) return this.#ownCount;
    const { id, wallNs } = this.#parts;
    const batch = encodeBatch(id, this.#ownCount + 1n, wallNs(), signals);
    const log = this.#log ?? this.#openLog();
    log.append(batch, nowMs);
    this.#apply(batch);
    if (log.bytes > LOG_BYTES) this.#save();
    return this.#ownCount;
  }

  encode(): Buffer {
    return encodeState(this.#state);
  }

  merge(bytes: Buffer): Result<ReconciliationPlan> {
    const remote = decodeState(bytes);
    if (!remote.ok) return remote;
    const plan = this.#engine.plan(this.#state, remote.value);
    if (plan.steps.length > 0) {
      this.#engine.apply(this.#state, plan);
      this.#lastReconciledNs = this.#parts.wallNs();
      this.#conflictsResolved += BigInt(plan.conflicts);
      this.#save();
    }
    return { ok: true, value: plan };
  }

  close(): void {
    this.#log?.close();
  }

  get #ownCount(): bigint {
    return this.signals.counts.operationsOf(this.#parts.id.regionId);
  }

  #openLog(): WalLog {
    const { id, onCut } = this.#parts;
    const limits = { sealBytes: LOG_BYTES, sealAgeMs: Infinity };
    const replay = (batch: Batch): void => {
      // What the whole state has already was logged before it was written.
      if (batch.header.firstSeq > this.#ownCount) this.#apply(batch);
    };
    this.#log = WalLog.open(this.#logDirectory, id, limits, replay, onCut);
    return this.#log;
  }

  #apply({ header, signals }: Batch): void {
    this.signals.take(this.#parts.id.regionId, signals, header.timestampNs);
  }

  /** The state first: a log that is found beside a state that has it already is skipped, one that is missing is lost. */
  #save(): void {
    const temporary = `${this.#statePath}.new`;
    writeFileSync(temporary, this.encode());
    renameSync(temporary, this.#statePath);
    this.#log?.clear();
  }
}

function parseDigest(digest: string | undefined): ReturnType<typeof packCounts> {
  return digest === undefined ? [] : (JSON.parse(digest) as ReturnType<typeof packCounts>);
}
