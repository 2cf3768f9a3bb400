import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { ClusterLayout } from "../layout";
import type { Leadership } from "../replication/leadership";

/** Who leads which shard at this moment. */
export class Leaderships {
  readonly #byShard: Map<ShardId, Leadership>;

  /** Every shard is led at home. */
  constructor(layout: ClusterLayout) {
    this.#byShard = new Map(
      layout.shards.map(({ shardId, regionId }) => [shardId, { shardId, regionId, term: 0, startSeqno: 0n }]),
    );
  }

  /** @throws RangeError when there is no such shard. */
  of(shardId: ShardId): Leadership {
    const leadership = this.#byShard.get(shardId);
    if (leadership === undefined) {
      throw new RangeError(`shard: expected 0 to ${this.#byShard.size - 1}, got ${shardId}`);
    }
    return leadership;
  }

  /** By shard. */
  all(): readonly Leadership[] {
    return [...this.#byShard.values()];
  }

  /** Begins the next term, led from another region, after the seqno that its leader has reached. */
  takeOver(shardId: ShardId, regionId: RegionId, startSeqno: bigint): Leadership {
    const next = { shardId, regionId, term: this.of(shardId).term + 1, startSeqno };
    this.#byShard.set(shardId, next);
    return next;
  }
}
