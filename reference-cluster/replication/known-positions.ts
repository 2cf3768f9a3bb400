import type { RegionId, ShardId } from "#exporter/domain/terms/ids";

/**
 * How far each follower had applied its shard's WAL when its leader last heard of it. Survives the leader, so that the next
 * one neither takes a follower that it has not heard yet for an empty one, nor a dead one for one that has everything.
 */
export class KnownPositions {
  readonly #appliedByFollower = new Map<string, bigint>();

  /** 0 for a follower that has never been heard of. */
  applied(shardId: ShardId, regionId: RegionId): bigint {
    return this.#appliedByFollower.get(`${shardId}/${regionId}`) ?? 0n;
  }

  note(shardId: ShardId, regionId: RegionId, appliedSeqno: bigint): void {
    this.#appliedByFollower.set(`${shardId}/${regionId}`, appliedSeqno);
  }
}
