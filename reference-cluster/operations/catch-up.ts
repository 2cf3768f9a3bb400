import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { ReferenceCluster } from "../cluster/reference-cluster";

/** Waits until a node has all that had been written when the waiting began: until its lag from then is 0. */
export class CatchUp {
  readonly #cluster: ReferenceCluster;
  readonly #regionId: RegionId;
  /** By shard: what it has to have; a shard without a leader is noted when it has one. */
  readonly #heads = new Map<ShardId, bigint>();

  constructor(cluster: ReferenceCluster, regionId: RegionId) {
    this.#cluster = cluster;
    this.#regionId = regionId;
  }

  /** What is missing at this moment; undefined when nothing is. */
  missing(): string | undefined {
    const { fleet, layout } = this.#cluster;
    const missing = layout.shards.map(({ shardId }) => {
      const replica = fleet.find({ shardId, regionId: this.#regionId });
      const leader = fleet.leader(shardId);
      if (replica === undefined) return `its replica of shard ${shardId} is down`;
      if (leader === undefined) return `the leader of shard ${shardId} is down`;
      if (leader === replica) return undefined;
      const head = this.#heads.get(shardId) ?? leader.duty.db.headSeqno;
      this.#heads.set(shardId, head);
      const applied = leader.duty.shipper.applied.get(this.#regionId) ?? 0n;
      if (applied < head) return `shard ${shardId} lacks ${head - applied} signals`;
      return fleet.diverged(replica) > 0n
        ? `shard ${shardId} has signals that are not reconciled`
        : undefined;
    });
    return missing.find((what) => what !== undefined);
  }
}
