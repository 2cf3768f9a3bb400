import { isU16, isU64, saturatingSub, U16_EXPECTED, U64_EXPECTED } from "../terms/ids";
import type { RegionId, ShardId } from "../terms/ids";

interface ShardProgress {
  leaderSeqno: bigint | undefined;
  readonly appliedByFollower: Map<RegionId, bigint>;
}

/**
 * Lag in sequence numbers, kept by the process that leads shards: the head of each shard's WAL, less what each follower has
 * applied. The control plane completes a home replica's heartbeat from it where the heartbeat says nothing.
 */
export class ReplicationLagGauge {
  readonly #shards = new Map<ShardId, ShardProgress>();

  /**
   * Says where the head of a shard's WAL is: written, not merely shipped, so that a stalled shipper shows.
   *
   * @throws RangeError when a value does not fit its type.
   */
  updateLeaderSeqno(shardId: ShardId, seqno: bigint): void {
    checkU16("shardId", shardId);
    checkU64("seqno", seqno);
    this.#progress(shardId).leaderSeqno = seqno;
  }

  /**
   * Says what a follower has applied. A high-water mark: it never goes back.
   *
   * @throws RangeError when a value does not fit its type.
   */
  advance(shardId: ShardId, follower: RegionId, appliedSeqno: bigint): void {
    checkU16("shardId", shardId);
    checkU16("follower", follower);
    checkU64("appliedSeqno", appliedSeqno);
    const { appliedByFollower } = this.#progress(shardId);
    if (appliedSeqno >= (appliedByFollower.get(follower) ?? 0n))
      appliedByFollower.set(follower, appliedSeqno);
  }

  leaderSeqno(shardId: ShardId): bigint | undefined {
    return this.#shards.get(shardId)?.leaderSeqno;
  }

  /** @returns the follower's distance, or undefined while the leader or the follower is unknown. */
  lagSeqnos(shardId: ShardId, follower: RegionId): bigint | undefined {
    const shard = this.#shards.get(shardId);
    const applied = shard?.appliedByFollower.get(follower);
    if (shard?.leaderSeqno === undefined || applied === undefined) return undefined;
    return saturatingSub(shard.leaderSeqno, applied);
  }

  /** The distance of each follower of a shard; empty while the leader's seqno is unknown. */
  lagByFollower(shardId: ShardId): ReadonlyMap<RegionId, bigint> {
    const lags = new Map<RegionId, bigint>();
    for (const follower of this.#shards.get(shardId)?.appliedByFollower.keys() ?? []) {
      const lag = this.lagSeqnos(shardId, follower);
      if (lag !== undefined) lags.set(follower, lag);
    }
    return lags;
  }

  /** Whether anything was said about a shard. */
  hasShard(shardId: ShardId): boolean {
    return this.#shards.has(shardId);
  }

  /** Whether a region is the follower of any shard. */
  hasFollower(follower: RegionId): boolean {
    for (const { appliedByFollower } of this.#shards.values()) {
      if (appliedByFollower.has(follower)) return true;
    }
    return false;
  }

  /** Forgets a shard, once it is removed from the cluster. */
  remove(shardId: ShardId): void {
    this.#shards.delete(shardId);
  }

  /** Forgets a region as follower of every shard, once it is removed from the cluster. */
  removeFollower(follower: RegionId): void {
    for (const { appliedByFollower } of this.#shards.values()) appliedByFollower.delete(follower);
  }

  #progress(shardId: ShardId): ShardProgress {
    let progress = this.#shards.get(shardId);
    if (!progress) {
      progress = { leaderSeqno: undefined, appliedByFollower: new Map() };
      this.#shards.set(shardId, progress);
    }
    return progress;
  }
}

function checkU16(name: string, value: number): void {
  if (!isU16(value)) throw new RangeError(`${name}: expected ${U16_EXPECTED}, got ${String(value)}`);
}

function checkU64(name: string, value: bigint): void {
  if (!isU64(value)) {
    throw new RangeError(`${name}: expected ${U64_EXPECTED}, got ${String(value)}`);
  }
}
