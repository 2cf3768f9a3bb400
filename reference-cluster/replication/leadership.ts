import type { RegionId, ShardId } from "#exporter/domain/terms/ids";

/** Who leads a shard, and since where in its WAL. */
export interface Leadership {
  readonly shardId: ShardId;
  readonly regionId: RegionId;
  /** Grows by one each time that the shard's home moves. */
  readonly term: number;
  /** The last seqno of the term before: whatever a replica has beyond it from that term is not part of the WAL. */
  readonly startSeqno: bigint;
}
