import type { ShardId } from "#exporter/domain/terms/ids";
import type { ShardRouter } from "./shard-router";

/** Everything belongs to one shard. */
export class SingleRouter implements ShardRouter {
  readonly #shardId: ShardId;

  constructor(shardId: ShardId = 0) {
    this.#shardId = shardId;
  }

  shardOf(): ShardId {
    return this.#shardId;
  }
}
