import { U64_MAX } from "#exporter/domain/terms/ids";

/** What one node has counted, each u64; neither ever gets smaller. */
export interface NodeCounts {
  readonly positive: bigint;
  readonly negative: bigint;
}

const NOTHING: NodeCounts = { positive: 0n, negative: 0n };

/**
 * A counter that several nodes count up and down without asking each other. Each node changes its own two counts only, so the
 * larger one of two copies is the newer one, and a merge takes the maximum.
 */
export class PNCounter {
  readonly #counts = new Map<number, NodeCounts>();

  /** The sum of what was counted up less what was counted down, over all nodes. */
  get value(): bigint {
    let value = 0n;
    for (const { positive, negative } of this.#counts.values()) value += positive - negative;
    return value;
  }

  /** How often anything was counted, up or down, over all nodes. */
  get operations(): bigint {
    let sum = 0n;
    for (const nodeId of this.#counts.keys()) sum += this.operationsOf(nodeId);
    return sum;
  }

  /** Every node that has counted, by node. */
  get nodes(): readonly number[] {
    return [...this.#counts.keys()].sort((a, b) => a - b);
  }

  /** What a node has counted; zeros when nothing is known of it. */
  of(nodeId: number): NodeCounts {
    return this.#counts.get(nodeId) ?? NOTHING;
  }

  operationsOf(nodeId: number): bigint {
    const { positive, negative } = this.of(nodeId);
    return positive + negative;
  }

  /** To be called by that node alone. @throws RangeError when an amount is negative or the count leaves 64 bits. */
  count(nodeId: number, up: bigint, down = 0n): void {
    const { positive, negative } = this.of(nodeId);
    const next = { positive: positive + up, negative: negative + down };
    if (up < 0n || down < 0n || next.positive > U64_MAX || next.negative > U64_MAX) {
      throw new RangeError(
        `pn-counter: expected amounts from 0 on and counts of 64 bits, got ${up}, ${down}`,
      );
    }
    this.#counts.set(nodeId, next);
  }

  /** Takes in another copy of one node's counts. @returns whether anything changed. */
  mergeNode(nodeId: number, other: NodeCounts): boolean {
    const own = this.of(nodeId);
    if (other.positive <= own.positive && other.negative <= own.negative) return false;
    this.#counts.set(nodeId, {
      positive: other.positive > own.positive ? other.positive : own.positive,
      negative: other.negative > own.negative ? other.negative : own.negative,
    });
    return true;
  }

  /** Takes in another copy of the whole counter. @returns whether anything changed. */
  merge(other: PNCounter): boolean {
    let changed = false;
    for (const nodeId of other.nodes) changed = this.mergeNode(nodeId, other.of(nodeId)) || changed;
    return changed;
  }
}
