import { join } from "node:path";
import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import { z } from "zod";
import type { ClusterLayout } from "../layout";
import { DurableRecord } from "../operations/durable-record";
import type { Leadership } from "../replication/leadership";

const leadershipsSchema = z.array(
  z.object({
    shardId: z.number(),
    regionId: z.number(),
    term: z.number(),
    startSeqno: z.coerce.bigint(),
  }),
);

/** Who leads which shard at this moment. It is on disk: a leader of an older term would write what no follower takes. */
export class Leaderships {
  readonly #byShard: Map<ShardId, Leadership>;
  readonly #record: DurableRecord<z.output<typeof leadershipsSchema>>;

  /**
   * Every shard is led at home, unless another leadership lies on disk.
   *
   * @throws Error when what lies there cannot be read.
   */
  constructor(layout: ClusterLayout, dataDirectory: string) {
    this.#record = new DurableRecord(join(dataDirectory, "leaderships.json"), leadershipsSchema);
    this.#byShard = new Map(
      layout.shards.map(({ shardId, regionId }) => [shardId, { shardId, regionId, term: 0, startSeqno: 0n }]),
    );
    for (const leadership of this.#record.read() ?? []) this.#byShard.set(leadership.shardId, leadership);
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

  /** Begins the next term, led from another region, after the seqno that its leader has reached. It is on disk first. */
  takeOver(shardId: ShardId, regionId: RegionId, startSeqno: bigint): Leadership {
    const next = { shardId, regionId, term: this.of(shardId).term + 1, startSeqno };
    const moved = this.all().map((leadership) => (leadership.shardId === shardId ? next : leadership));
    this.#record.write(moved.filter(({ term }) => term > 0));
    this.#byShard.set(shardId, next);
    return next;
  }
}
