import { U64_MAX } from "#exporter/domain/terms/ids";
import type { EntityId, ShardId } from "#exporter/domain/terms/ids";
import type { ShardRouter } from "./shard-router";

/** One past the last u64: the end of the last range, so that half-open ranges can hold the last id too. */
export const U64_SPACE_END = U64_MAX + 1n;

/** The ids of one shard: `start` belongs to it, `end` does not. */
export interface ShardRange {
  readonly shardId: ShardId;
  readonly start: bigint;
  /** At most {@link U64_SPACE_END}. */
  readonly end: bigint;
}

/** Each shard has a range of ids, and the ranges partition the u64 space. */
export class RangeRouter implements ShardRouter {
  readonly #ranges: readonly ShardRange[];

  /** @throws RangeError when the ranges, in any order, leave an id to no shard or give one to two. */
  constructor(ranges: readonly ShardRange[]) {
    this.#ranges = ranges.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    let covered = 0n;
    for (const { shardId, start, end } of this.#ranges) {
      if (start !== covered || end <= start) {
        throw new RangeError(
          `range routing: expected a range from ${covered} on, got ${start}..${end} for shard ${shardId}; ` +
            "the ranges must partition the ids from 0 to 2^64 without gap or overlap",
        );
      }
      covered = end;
    }
    if (covered !== U64_SPACE_END) {
      throw new RangeError(
        `range routing: expected the last range to end at ${U64_SPACE_END}, got ${covered}`,
      );
    }
  }

  /** Shards from 0 on with ranges of equal size, the last one taking the rest. */
  static even(shardCount: number): RangeRouter {
    const size = U64_SPACE_END / BigInt(shardCount);
    return new RangeRouter(
      Array.from({ length: shardCount }, (_, shardId) => ({
        shardId,
        start: BigInt(shardId) * size,
        end: shardId === shardCount - 1 ? U64_SPACE_END : BigInt(shardId + 1) * size,
      })),
    );
  }

  /** @throws RangeError when the id is not a u64. */
  shardOf(entityId: EntityId): ShardId {
    let low = 0;
    let high = this.#ranges.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#ranges[middle]?.start ?? 0n) <= entityId) low = middle;
      else high = middle - 1;
    }
    const range = this.#ranges[low];
    if (range === undefined || entityId < range.start || entityId >= range.end) {
      throw new RangeError(`entity_id: expected a whole number from 0 to ${U64_MAX}, got ${entityId}`);
    }
    return range.shardId;
  }
}
