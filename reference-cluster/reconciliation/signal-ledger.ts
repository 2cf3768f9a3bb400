import { CrdtSignalState } from "../crdt/crdt-signal-state";
import type { NodeSignal } from "../crdt/crdt-signal-state";
import { PNCounter } from "../crdt/pn-counter";
import { SIGNAL_BYTES, SIGNAL_KINDS, signalKindAt } from "../wal/signal";
import type { PackedSignals, SignalKind } from "../wal/signal";

/** Seconds in which half of a signal's weight is gone, by kind. */
const HALF_LIFE_SECONDS: Readonly<Record<SignalKind, number>> = {
  view: 3_600,
  dwell: 21_600,
  save: 86_400,
  skip: 21_600,
  share: 86_400,
};

/** Signals, each an entity and a kind, that one writer keeps a score of. Beyond them it counts, and keeps no further scores. */
export const MOST_SCORED_SIGNALS = 256;

/**
 * What the replicas of a shard have taken in outside the shard's WAL, each under its own node: how many signals, which is exact,
 * and the scores of the signals that each writer met first, which is bounded.
 */
export class SignalLedger {
  /** Skips count down, all other kinds up; so a node's operations are all signals that it took. */
  readonly counts = new PNCounter();
  readonly #states = new Map<string, CrdtSignalState>();
  /** How many signals each node keeps a score of. */
  readonly #scoredByNode = new Map<number, number>();

  /** Takes signals in; to be called by that node alone. */
  take(nodeId: number, { count, bytes }: PackedSignals, atNs: bigint): void {
    let skips = 0n;
    for (let offset = 0; offset < count * SIGNAL_BYTES; offset += SIGNAL_BYTES) {
      const kind = signalKindAt(bytes, offset);
      if (SIGNAL_KINDS[kind] === "skip") skips += 1n;
      const key = `${bytes.readBigUInt64LE(offset)}/${kind}`;
      this.#scored(nodeId, key)?.add(nodeId, bytes.readFloatLE(offset + 12), atNs);
    }
    this.counts.count(nodeId, BigInt(count) - skips, skips);
  }

  /** Every signal that has a score, in the order of its key. */
  get keys(): readonly string[] {
    return [...this.#states.keys()].sort();
  }

  state(key: string): CrdtSignalState | undefined {
    return this.#states.get(key);
  }

  /** Takes in a newer copy of one node's part of a signal. @throws RangeError when the key names no kind of signal. */
  mergeCopy(key: string, nodeId: number, copy: NodeSignal): void {
    const state = this.#stateFor(key);
    if (state.writesOf(nodeId) === 0) this.#noteScored(nodeId);
    state.mergeNode(nodeId, copy);
  }

  /** The score of a signal at that time; 0 when none is kept. */
  score(key: string, nowNs: bigint): number {
    return this.#states.get(key)?.score(nowNs) ?? 0;
  }

  /** Where a writer keeps the score of a signal; undefined when it has no room for another one. */
  #scored(nodeId: number, key: string): CrdtSignalState | undefined {
    const state = this.#states.get(key);
    if (state !== undefined && state.writesOf(nodeId) > 0) return state;
    if ((this.#scoredByNode.get(nodeId) ?? 0) >= MOST_SCORED_SIGNALS) return undefined;
    this.#noteScored(nodeId);
    return this.#stateFor(key);
  }

  #noteScored(nodeId: number): void {
    this.#scoredByNode.set(nodeId, (this.#scoredByNode.get(nodeId) ?? 0) + 1);
  }

  #stateFor(key: string): CrdtSignalState {
    let state = this.#states.get(key);
    if (state === undefined) {
      state = new CrdtSignalState(lambdaOf(key));
      this.#states.set(key, state);
    }
    return state;
  }
}

/** The entity that a signal's key is about, u64. */
export function entityOfKey(key: string): bigint {
  return BigInt(key.slice(0, key.indexOf("/")));
}

function lambdaOf(key: string): number {
  const kind = SIGNAL_KINDS[Number(key.slice(key.indexOf("/") + 1))];
  if (kind === undefined)
    throw new RangeError(`signal: expected entity/kind with a known kind, got "${key}"`);
  return Math.LN2 / HALF_LIFE_SECONDS[kind];
}
