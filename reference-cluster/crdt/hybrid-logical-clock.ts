import { U64_MAX } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import { U32_RANGE } from "#exporter/domain/terms/units";
import type { HlcStamp } from "./hlc-stamp";

const LOGICAL_MAX = U32_RANGE - 1;

/** What may be wrong with another node's clock before its stamps are refused: a minute, in nanoseconds. */
export const DEFAULT_MAX_AHEAD_NS = 60_000_000_000n;

/** A stamp, or why there is none. */
export type HlcResult = Result<HlcStamp>;

/**
 * The hybrid logical clock of one node. Its stamps only grow, whatever the wall clock does, and a stamp that is made after
 * another node's stamp was seen is later than that one.
 */
export class HybridLogicalClock {
  readonly nodeId: number;
  readonly #wallNs: () => bigint;
  readonly #maxAheadNs: bigint;
  #lastWallNs: bigint;
  #lastLogical: number;

  /**
   * @param wallNs the node's wall clock; it may step.
   * @param maxAheadNs how far another node's wall time may be ahead of this wall clock.
   * @param after a stamp that all stamps of this clock are later than: a node that starts again must not repeat itself.
   */
  constructor(
    nodeId: number,
    wallNs: () => bigint,
    maxAheadNs: bigint = DEFAULT_MAX_AHEAD_NS,
    after?: HlcStamp,
  ) {
    this.nodeId = nodeId;
    this.#wallNs = wallNs;
    this.#maxAheadNs = maxAheadNs;
    this.#lastWallNs = after?.wallNs ?? 0n;
    this.#lastLogical = after?.logical ?? 0;
  }

  /** The latest moment that this clock has shown or heard of; a clock that has shown none is at 0. */
  get latest(): HlcStamp {
    return { wallNs: this.#lastWallNs, logical: this.#lastLogical, nodeId: this.nodeId };
  }

  /**
   * Goes on after a stamp that this node made before it was started again, however far ahead that is: the node made it, so it
   * must not make it twice.
   */
  resumeAfter({ wallNs, logical }: HlcStamp): void {
    if (wallNs < this.#lastWallNs || (wallNs === this.#lastWallNs && logical <= this.#lastLogical)) return;
    this.#lastWallNs = wallNs;
    this.#lastLogical = logical;
  }

  /** A stamp later than all before it. Refused when the wall clock has stood still or back for 2^32 stamps. */
  now(): HlcResult {
    return this.#advance(0n, 0);
  }

  /**
   * A stamp later than all of this clock and later than `remote`, for what another node said. Refused, and the clock stays as it
   * is, when the other wall time is too far ahead: one wrong clock would otherwise carry all others with it.
   */
  update(remote: HlcStamp): HlcResult {
    const aheadNs = remote.wallNs - this.#wallNs();
    if (aheadNs > this.#maxAheadNs) {
      return refused(
        `node ${remote.nodeId}: expected a wall time at most ${this.#maxAheadNs} ns ahead, got ${aheadNs} ns; check its clock`,
      );
    }
    return this.#advance(remote.wallNs, remote.logical);
  }

  #advance(otherWallNs: bigint, otherLogical: number): HlcResult {
    const physicalNs = this.#wallNs();
    const wallNs = larger(larger(this.#lastWallNs, otherWallNs), physicalNs);
    let logical = 0;
    if (wallNs === this.#lastWallNs) logical = this.#lastLogical + 1;
    if (wallNs === otherWallNs) logical = Math.max(logical, otherLogical + 1);
    if (wallNs > U64_MAX) return refused(`wall time: expected a u64, got ${wallNs}`);
    if (logical > LOGICAL_MAX) {
      return refused(
        `logical time: more than ${LOGICAL_MAX} stamps at ${wallNs} ns; wait for the wall clock to go on`,
      );
    }
    this.#lastWallNs = wallNs;
    this.#lastLogical = logical;
    return { ok: true, value: { wallNs, logical, nodeId: this.nodeId } };
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function refused(problem: string): HlcResult {
  return { ok: false, message: `hybrid logical clock: ${problem}` };
}
