import { FIELD } from "../columns/heartbeat-layout";
import type { StatsInTheMaking } from "../columns/heartbeat-layout";
import type { FollowerLag, ReplicaSnapshot, ReplicaState } from "../terms/cluster-snapshot";
import type { RegionId, ShardId } from "../terms/ids";
import { roundedLagSeconds } from "../lag/lag-seconds";
import { LazyListing } from "../columns/lazy-listing";
import type { RegionNames } from "../regions/region-names";
import { OFFLINE, REPLICA_STATES, replicaState } from "../terms/replica-health";
import type { ReplicaColumns } from "../replicas/replica-columns";
import type { ShardStats } from "../terms/shard-stats";

const LAG_NS_BIT = 1 << FIELD.replicationLagNs;

/** Half a millisecond of work or less. */
const REPLICAS_A_STEP = 8_192;

type ReplicaVisitor = (columns: ReplicaColumns, slot: number, index: number) => void;

/** Replicas of one moment: columns that change no more, made into values when they are asked for. */
export class RecordedReplicas extends LazyListing<ReplicaSnapshot> {
  readonly #columns: ReplicaColumns;
  readonly #slots: Uint32Array<ArrayBuffer>;
  readonly #names: RegionNames;

  /**
   * @param columns - not to be changed any more.
   * @param slots - of the replicas, in the order of the listing.
   */
  constructor(columns: ReplicaColumns, slots: Uint32Array<ArrayBuffer>, names: RegionNames) {
    super();
    this.#columns = columns;
    this.#slots = slots;
    this.#names = names;
  }

  get length(): number {
    return this.#slots.length;
  }

  /** Only those in one region, found without making any. */
  inRegion(regionId: RegionId): RecordedReplicas {
    const { regionIds } = this.#columns;
    return this.#only((slot) => regionIds[slot] === regionId);
  }

  /** Only those in one state, found without making any. */
  inState(state: ReplicaState): RecordedReplicas {
    const { states } = this.#columns;
    const code = REPLICA_STATES.indexOf(state);
    return this.#only((slot) => states[slot] === code);
  }

  /** Only those of one shard, found without making any. */
  ofShard(shardId: ShardId): RecordedReplicas {
    const { shardIds } = this.#columns;
    return this.#only((slot) => shardIds[slot] === shardId);
  }

  /** Goes through the columns of all of them, in the order of the listing, without making any; thousands in each step. */
  *visit(visitor: ReplicaVisitor): Generator<undefined, void> {
    for (let from = 0; from < this.length; from += REPLICAS_A_STEP) {
      if (from > 0) yield;
      this.#visitBetween(from, Math.min(this.length, from + REPLICAS_A_STEP), visitor);
    }
  }

  /** What the last heartbeat of a replica said, without making anything else of it; undefined while it has not been heard. */
  statsAt(index: number): ShardStats | undefined {
    const slot = this.#slots[index]!;
    return this.#columns.liveness.isHeard(slot) ? this.#stats(slot) : undefined;
  }

  protected make(index: number): ReplicaSnapshot {
    const slot = this.#slots[index]!;
    const { shardIds, regionIds, states, liveness } = this.#columns;
    const regionId = regionIds[slot]!;
    return {
      shardId: shardIds[slot]!,
      regionId,
      regionName: this.#names.nameOf(regionId),
      state: replicaState(states[slot]!),
      stats: this.statsAt(index),
      lastArrivalNs: liveness.lastArrivalNs(slot),
      lastArrivalSeconds: liveness.lastArrivalSeconds(slot),
      clockSkewSeconds: liveness.clockSkewSeconds(slot),
      // What a replica said about its followers before it fell silent is no longer true of them.
      followers: states[slot] === OFFLINE ? [] : this.#followers(slot),
    };
  }

  #visitBetween(from: number, end: number, visitor: ReplicaVisitor): void {
    for (let index = from; index < end; index += 1) visitor(this.#columns, this.#slots[index]!, index);
  }

  #only(isWanted: (slot: number) => boolean): RecordedReplicas {
    // A loop: the array's own filter takes five times as long for 65,536.
    const found = new Uint32Array(this.#slots.length);
    let count = 0;
    for (const slot of this.#slots) if (isWanted(slot)) found[count++] = slot;
    return new RecordedReplicas(this.#columns, found.slice(0, count), this.#names);
  }

  #stats(slot: number): ShardStats {
    const { shardIds, regionIds, reports, followers } = this.#columns;
    const replicationLag = new Map<RegionId, bigint>();
    const replicationLagNs = new Map<RegionId, bigint>();
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      const followerId = followers.followerIds[row]!;
      if (followers.hasLag[row] === 1) replicationLag.set(followerId, followers.lags.bigints[row]!);
      if (followers.hasLagNs[row] === 1) replicationLagNs.set(followerId, followers.lagsNs.bigints[row]!);
    }
    const role = reports.role(slot);
    const stats: StatsInTheMaking = {
      shardId: shardIds[slot]!,
      regionId: regionIds[slot]!,
      signalThroughputEps: reports.throughputsEps[slot]!,
      replicationLag,
    };
    if (role !== undefined) stats.role = role;
    if (reports.says(slot, LAG_NS_BIT)) stats.replicationLagNs = replicationLagNs;
    return reports.withU64s(stats, slot);
  }

  #followers(slot: number): readonly FollowerLag[] {
    const { followers } = this.#columns;
    const lags: FollowerLag[] = [];
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      const followerId = followers.followerIds[row]!;
      lags.push({
        followerId,
        followerName: this.#names.nameOf(followerId),
        lagSeqnos: followers.hasLag[row] === 1 ? followers.lags.bigints[row] : undefined,
        lagSeconds: roundedLagSeconds(followers.lagSeconds[row]!),
      });
    }
    return lags;
  }
}
