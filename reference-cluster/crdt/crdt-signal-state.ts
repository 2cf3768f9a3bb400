import type { Result } from "#exporter/domain/terms/result";
import { NS_PER_SECOND_F64 } from "#exporter/domain/terms/units";

/** How long each window of {@link NodeSignal.buckets} is, and how many are kept: an hour in all. */
export const BUCKET_NS = 600_000_000_000n;
export const BUCKET_COUNT = 6;

/** What one node has taken in of a signal. Only that node makes a newer copy. */
export interface NodeSignal {
  /** Grows with each write; of two copies of the same node the one with more writes is the newer one. */
  readonly writes: number;
  /** Sum of the weights, each decayed from its own time to `updatedAtNs`. */
  readonly score: number;
  /** The latest time of a write, nanoseconds since the epoch. */
  readonly updatedAtNs: bigint;
  /** Writes in the window of `updatedAtNs` and in those before it, the newest first; older ones are forgotten. */
  readonly buckets: readonly number[];
}

/**
 * A signal that several nodes take in at once: a score that decays with time, kept for each node by itself. A merge takes the
 * newer copy of the same node. It never adds: adding on merge would count a copy twice that arrives twice. Only reading adds.
 */
export class CrdtSignalState {
  /** Decay per second: after `ln 2 / lambda` seconds half of a weight is left. */
  readonly lambdaPerSecond: number;
  readonly #nodes = new Map<number, NodeSignal>();

  /** @throws RangeError when lambda is negative or not finite. */
  constructor(lambdaPerSecond: number) {
    if (!(lambdaPerSecond >= 0 && lambdaPerSecond < Infinity)) {
      throw new RangeError(`signal: expected a decay per second from 0 on, got ${lambdaPerSecond}`);
    }
    this.lambdaPerSecond = lambdaPerSecond;
  }

  /** Every node that has written, by node. */
  get nodes(): readonly number[] {
    return [...this.#nodes.keys()].sort((a, b) => a - b);
  }

  of(nodeId: number): NodeSignal | undefined {
    return this.#nodes.get(nodeId);
  }

  /** Writes of a node; 0 when it has none. */
  writesOf(nodeId: number): number {
    return this.#nodes.get(nodeId)?.writes ?? 0;
  }

  /** Takes in a signal; to be called by that node alone. Its time may be before that of the last one. */
  add(nodeId: number, weight: number, atNs: bigint): void {
    const before = this.#nodes.get(nodeId);
    if (before === undefined) {
      this.#nodes.set(nodeId, { writes: 1, score: weight, updatedAtNs: atNs, buckets: [1] });
      return;
    }
    const { writes, score, updatedAtNs, buckets } = before;
    const isNewest = atNs >= updatedAtNs;
    this.#nodes.set(nodeId, {
      writes: writes + 1,
      score: isNewest
        ? this.#decayed(score, updatedAtNs, atNs) + weight
        : score + this.#decayed(weight, atNs, updatedAtNs),
      updatedAtNs: isNewest ? atNs : updatedAtNs,
      buckets: counted(buckets, updatedAtNs, atNs),
    });
  }

  /** The score of all nodes at that time. What is written ahead of it counts whole. */
  score(nowNs: bigint): number {
    let sum = 0;
    // By node, because sums of floats depend on the order, and equal replicas have to read equal scores.
    for (const nodeId of this.nodes) {
      const node = this.#nodes.get(nodeId);
      if (node !== undefined) sum += this.#decayed(node.score, node.updatedAtNs, nowNs);
    }
    return sum;
  }

  /** Takes in another copy of one node's part. @returns whether it is newer than the one here. */
  mergeNode(nodeId: number, copy: NodeSignal): boolean {
    if (copy.writes <= this.writesOf(nodeId)) return false;
    this.#nodes.set(nodeId, copy);
    return true;
  }

  /** Takes in another copy of the signal, and says whether anything changed. Refused when it decays differently. */
  merge(other: CrdtSignalState): Result<boolean> {
    if (other.lambdaPerSecond !== this.lambdaPerSecond) {
      return {
        ok: false,
        message: `signal: expected a decay of ${this.lambdaPerSecond} per second, got ${other.lambdaPerSecond}`,
      };
    }
    let changed = false;
    for (const [nodeId, copy] of other.#nodes) changed = this.mergeNode(nodeId, copy) || changed;
    return { ok: true, value: changed };
  }

  #decayed(amount: number, fromNs: bigint, toNs: bigint): number {
    if (toNs <= fromNs) return amount;
    return amount * Math.exp((-this.lambdaPerSecond * Number(toNs - fromNs)) / NS_PER_SECOND_F64);
  }
}

function counted(buckets: readonly number[], newestNs: bigint, atNs: bigint): readonly number[] {
  const age = Number(newestNs / BUCKET_NS - atNs / BUCKET_NS);
  if (age >= BUCKET_COUNT) return buckets;
  const shift = Math.min(Math.max(0, -age), BUCKET_COUNT);
  const next = [...Array.from({ length: shift }, () => 0), ...buckets].slice(0, BUCKET_COUNT);
  const place = Math.max(0, age);
  while (next.length <= place) next.push(0);
  next[place] = (next[place] ?? 0) + 1;
  return next;
}
