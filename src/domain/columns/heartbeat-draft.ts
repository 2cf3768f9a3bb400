import { FIELD, U64_BITS, U64_FIELD_COUNT, U64_NAMES, withU64s } from "./heartbeat-layout";
import type { StatsInTheMaking } from "./heartbeat-layout";
import type { RegionId, ShardId } from "../terms/ids";
import { lowerBound } from "./lower-bound";
import { resized } from "./resized";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { ShardStats } from "../terms/shard-stats";
import { U64Array } from "./u64-words";

const LAG_NS_BIT = 1 << FIELD.replicationLagNs;

/** Followers that a new draft has room for; more make it grow. */
const INITIAL_FOLLOWERS = 8;

/**
 * One heartbeat in a form that can be filled again and again, so that taking in half a million a second makes no garbage.
 * Says the same as a {@link ShardStats}. Its filler answers for what `shardStatsProblem` checks: finite, not negative,
 * ids of 16 bits.
 */
export class HeartbeatDraft {
  shardId: ShardId = 0;
  regionId: RegionId = 0;
  signalThroughputEps = 0;
  role: ReplicaRole | undefined;
  /** A bit for each optional field that the heartbeat has; its number is in `FIELD`. Those of required fields mean nothing. */
  said = 0;
  /** The numbers named in `U64_FIELD`; an optional one that is absent is undefined in meaning, not in memory. */
  readonly u64s = new U64Array(U64_FIELD_COUNT);

  followerCount = 0;
  /** Ascending, `followerCount` of them. */
  followerIds = new Uint16Array(INITIAL_FOLLOWERS);
  /** Sequence-number distance to each follower, where `followerHasLag` is 1. */
  followerLags = new U64Array(INITIAL_FOLLOWERS);
  followerHasLag = new Uint8Array(INITIAL_FOLLOWERS);
  /** Reported lag in nanoseconds of each follower, where `followerHasLagNs` is 1. */
  followerLagsNs = new U64Array(INITIAL_FOLLOWERS);
  followerHasLagNs = new Uint8Array(INITIAL_FOLLOWERS);

  /** Forgets what is optional; what every heartbeat has is overwritten anyway. */
  clear(): void {
    this.role = undefined;
    this.said = 0;
    this.followerCount = 0;
  }

  /**
   * Whether the heartbeat has an optional field.
   *
   * @param field - one of `FIELD`.
   */
  says(field: number): boolean {
    return (this.said & (1 << field)) !== 0;
  }

  /** The place of a follower in the arrays: its own, or a new one in ascending order. */
  placeFollower(followerId: RegionId): number {
    let place = this.followerCount;
    while (place > 0 && this.followerIds[place - 1]! > followerId) place -= 1;
    if (place > 0 && this.followerIds[place - 1] === followerId) return place - 1;
    if (this.followerCount === this.followerIds.length) this.#grow();
    for (let i = this.followerCount; i > place; i -= 1) {
      this.followerIds[i] = this.followerIds[i - 1]!;
      this.followerLags.copy(i, this.followerLags, i - 1);
      this.followerHasLag[i] = this.followerHasLag[i - 1]!;
      this.followerLagsNs.copy(i, this.followerLagsNs, i - 1);
      this.followerHasLagNs[i] = this.followerHasLagNs[i - 1]!;
    }
    this.followerIds[place] = followerId;
    this.followerHasLag[place] = 0;
    this.followerHasLagNs[place] = 0;
    this.followerCount += 1;
    return place;
  }

  /** Takes over a valid heartbeat. */
  load(stats: ShardStats): this {
    this.clear();
    this.shardId = stats.shardId;
    this.regionId = stats.regionId;
    this.signalThroughputEps = stats.signalThroughputEps;
    this.role = stats.role;
    for (let place = 0; place < U64_FIELD_COUNT; place += 1) {
      const value = stats[U64_NAMES[place]!];
      this.u64s.bigints[place] = value ?? 0n;
      if (value !== undefined) this.said |= U64_BITS[place]!;
    }
    this.#placeFollowers(stats);
    for (const [followerId, lag] of stats.replicationLag) {
      const place = this.#placeOf(followerId);
      this.followerLags.bigints[place] = lag;
      this.followerHasLag[place] = 1;
    }
    if (stats.replicationLagNs !== undefined) this.said |= LAG_NS_BIT;
    for (const [followerId, lagNs] of stats.replicationLagNs ?? []) {
      const place = this.#placeOf(followerId);
      this.followerLagsNs.bigints[place] = lagNs;
      this.followerHasLagNs[place] = 1;
    }
    return this;
  }

  /** Takes over a heartbeat with only those of its followers that `isWanted` picks; asked for each once, ascending. */
  loadWhere(draft: HeartbeatDraft, isWanted: (followerId: RegionId) => boolean): this {
    this.shardId = draft.shardId;
    this.regionId = draft.regionId;
    this.signalThroughputEps = draft.signalThroughputEps;
    this.role = draft.role;
    this.said = draft.said;
    for (let i = 0; i < U64_FIELD_COUNT; i += 1) this.u64s.copy(i, draft.u64s, i);
    this.#makeRoom(draft.followerCount);
    let count = 0;
    for (let i = 0; i < draft.followerCount; i += 1) {
      if (!isWanted(draft.followerIds[i]!)) continue;
      this.followerIds[count] = draft.followerIds[i]!;
      this.followerLags.copy(count, draft.followerLags, i);
      this.followerHasLag[count] = draft.followerHasLag[i]!;
      this.followerLagsNs.copy(count, draft.followerLagsNs, i);
      this.followerHasLagNs[count] = draft.followerHasLagNs[i]!;
      count += 1;
    }
    this.followerCount = count;
    return this;
  }

  /** The heartbeat as a value of its own, maps in ascending order of the followers. */
  toStats(): ShardStats {
    const replicationLag = new Map<RegionId, bigint>();
    const replicationLagNs = new Map<RegionId, bigint>();
    for (let i = 0; i < this.followerCount; i += 1) {
      const followerId = this.followerIds[i]!;
      if (this.followerHasLag[i] === 1) replicationLag.set(followerId, this.followerLags.bigints[i]!);
      if (this.followerHasLagNs[i] === 1) replicationLagNs.set(followerId, this.followerLagsNs.bigints[i]!);
    }
    const stats: StatsInTheMaking = {
      shardId: this.shardId,
      regionId: this.regionId,
      signalThroughputEps: this.signalThroughputEps,
      replicationLag,
    };
    if (this.role !== undefined) stats.role = this.role;
    if ((this.said & LAG_NS_BIT) !== 0) stats.replicationLagNs = replicationLagNs;
    return withU64s(stats, this.u64s, 0, this.said);
  }

  /** Makes the followers those that a heartbeat names, sorted once: one by one, each would move those behind it. */
  #placeFollowers({ replicationLag, replicationLagNs }: ShardStats): void {
    const named = [...replicationLag.keys(), ...(replicationLagNs?.keys() ?? [])];
    const sorted = Uint16Array.from(named).sort();
    this.#makeRoom(sorted.length);
    let count = 0;
    for (const followerId of sorted) {
      if (count > 0 && this.followerIds[count - 1] === followerId) continue;
      this.followerIds[count] = followerId;
      count += 1;
    }
    this.followerHasLag.fill(0, 0, count);
    this.followerHasLagNs.fill(0, 0, count);
    this.followerCount = count;
  }

  /** The place of a follower that has one. */
  #placeOf(followerId: RegionId): number {
    return lowerBound(0, this.followerCount, (i) => this.followerIds[i]! < followerId);
  }

  #makeRoom(followerCount: number): void {
    while (this.followerIds.length < followerCount) this.#grow();
  }

  #grow(): void {
    const capacity = 2 * this.followerIds.length;
    this.followerIds = resized(this.followerIds, capacity);
    this.followerHasLag = resized(this.followerHasLag, capacity);
    this.followerHasLagNs = resized(this.followerHasLagNs, capacity);
    this.followerLags = this.followerLags.resized(capacity);
    this.followerLagsNs = this.followerLagsNs.resized(capacity);
  }
}
