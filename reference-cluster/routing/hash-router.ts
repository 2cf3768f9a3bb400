import { isU16 } from "#exporter/domain/terms/ids";
import type { EntityId, ShardId } from "#exporter/domain/terms/ids";
import { mixU64 } from "./mix-u64";
import type { ShardRouter } from "./shard-router";

/** The entity's hash modulo the number of shards; shards are numbered from 0. */
export class HashRouter implements ShardRouter {
  readonly #shardCount: bigint;

  /** @throws RangeError when the number of shards is not a whole number from 1 to 65536. */
  constructor(shardCount: number) {
    if (!isU16(shardCount - 1)) {
      throw new RangeError(
        `hash routing: expected a whole number of shards from 1 to 65536, got ${shardCount}`,
      );
    }
    this.#shardCount = BigInt(shardCount);
  }

  shardOf(entityId: EntityId): ShardId {
    return Number(mixU64(entityId) % this.#shardCount);
  }
}
