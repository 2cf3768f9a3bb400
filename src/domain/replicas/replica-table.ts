import type { Instant } from "../terms/clock";
import { U64_FIELD } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import type { FollowerColumns, FollowerRows } from "../columns/follower-rows";
import type { RegionId, ReplicaId } from "../terms/ids";
import { LastReports } from "./last-reports";
import type { ReplicaWatcher } from "../terms/live-replicas";
import { Liveness } from "./liveness";
import { DEGRADED, HEALTHY, isLagging, OFFLINE, PENDING } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import { RegionUses } from "../columns/region-uses";
import { NO_SLOT, ReplicaSlots } from "./replica-slots";
import { ReplicationLag } from "../lag/replication-lag";
import { resized } from "../columns/resized";

/** What is shown of replicas, by slot. */
export interface ReplicaColumns {
  readonly shardIds: Uint16Array<ArrayBuffer>;
  readonly regionIds: Uint16Array<ArrayBuffer>;
  /** As last found out: indices of `REPLICA_STATES`. */
  readonly states: Uint8Array<ArrayBuffer>;
  readonly liveness: Liveness;
  /** Without meaning where `liveness` has heard nothing. */
  readonly reports: LastReports;
  /** Of an Offline replica old news. */
  readonly followers: FollowerColumns;
}

/**
 * What is known of each replica: (shard, region). Kept in columns: half a million objects that refer to each other would keep
 * the garbage collector busy for longer than a scrape takes.
 */
export class ReplicaTable implements ReplicaColumns {
  readonly slots = new ReplicaSlots();
  readonly liveness = new Liveness(this.slots.capacity);
  readonly reports = new LastReports(this.slots.capacity);
  /** The regions of the replicas and of their followers. */
  readonly regionUses = new RegionUses();
  readonly #lag = new ReplicationLag(this.slots.capacity, this.regionUses);
  readonly #watcher: ReplicaWatcher;
  states: Uint8Array<ArrayBuffer> = new Uint8Array(this.slots.capacity);

  /** @param watcher - is told what comes, changes and goes. */
  constructor(watcher: ReplicaWatcher) {
    this.#watcher = watcher;
  }

  get shardIds(): Uint16Array<ArrayBuffer> {
    return this.slots.shardIds;
  }

  get regionIds(): Uint16Array<ArrayBuffer> {
    return this.slots.regionIds;
  }

  get followers(): FollowerRows {
    return this.#lag.followers;
  }

  /** The replica's slot, below 0 when it is not known. */
  slotOf(id: ReplicaId): number {
    return this.slots.slotOf(id);
  }

  /**
   * Adds a replica that is not known.
   *
   * @param expectedSinceMs - lived time at which the first heartbeat became due.
   */
  add(id: ReplicaId, expectedSinceMs: number): number {
    const slot = this.slots.take(id);
    const { capacity } = this.slots;
    if (this.states.length < capacity) {
      this.states = resized(this.states, capacity);
      this.liveness.resize(capacity);
      this.reports.resize(capacity);
      this.#lag.resize(capacity);
    }
    this.states[slot] = PENDING;
    this.liveness.expect(slot, expectedSinceMs);
    this.#lag.begin(slot);
    this.regionUses.came(id.regionId);
    this.#watcher.added(slot);
    return slot;
  }

  /** Removes a replica if it is known. */
  remove(id: ReplicaId): void {
    const slot = this.slots.slotOf(id);
    if (slot !== NO_SLOT) this.#release(slot);
  }

  /** Removes every replica whose slot `leaves` picks. Returns how many those were. */
  removeWhere(leaves: (slot: number) => boolean): number {
    let count = 0;
    for (let slot = 0; slot < this.slots.slotCount; slot += 1) {
      if (!this.slots.isTaken(slot) || !leaves(slot)) continue;
      this.#release(slot);
      count += 1;
    }
    return count;
  }

  /** Forgets a region as a follower of all replicas. Returns of how many it was one. */
  removeFollower(regionId: RegionId): number {
    let count = 0;
    for (let slot = 0; slot < this.slots.slotCount && this.regionUses.isUsed(regionId); slot += 1) {
      if (!this.slots.isTaken(slot) || !this.#lag.removeFollower(slot, regionId)) continue;
      this.#watcher.changed(slot);
      count += 1;
    }
    return count;
  }

  /**
   * Takes in a valid heartbeat of the replica in a slot. A stale one changes nothing that is shown.
   *
   * @param livedMs - when it arrived, in the time that this process lived.
   * @param instant - the same on both clocks.
   */
  record(
    slot: number,
    heartbeat: HeartbeatDraft,
    livedMs: number,
    { monotonicMs, wallNs }: Instant,
    thresholds: HealthThresholds,
  ): "accepted" | "stale" {
    const { u64s } = heartbeat;
    const freshness = this.liveness.arrive(slot, u64s, U64_FIELD.lastHeartbeatNs, livedMs, wallNs);
    if (freshness === "stale") return "stale";
    this.reports.take(slot, heartbeat);
    this.#lag.update(slot, heartbeat, monotonicMs);
    this.states[slot] = this.#stateOf(slot, livedMs, thresholds);
    this.#watcher.changed(slot);
    return "accepted";
  }

  /** Finds out the state of the replica in a slot as of `livedMs`, and tells of a change. Returns it as a number. */
  updateState(slot: number, livedMs: number, thresholds: HealthThresholds): number {
    const state = this.#stateOf(slot, livedMs, thresholds);
    if (this.states[slot] !== state) {
      this.states[slot] = state;
      this.#watcher.changed(slot);
    }
    return state;
  }

  #stateOf(slot: number, livedMs: number, thresholds: HealthThresholds): number {
    if (this.liveness.silenceMs(slot, livedMs) > thresholds.offlineAfterMs) return OFFLINE;
    if (!this.liveness.isHeard(slot)) return PENDING;
    return isLagging(this.followers.worstLagSeconds[slot]!, thresholds) ? DEGRADED : HEALTHY;
  }

  #release(slot: number): void {
    this.#lag.forget(slot);
    this.regionUses.left(this.regionIds[slot]!);
    this.slots.release(slot);
    this.#watcher.removed(slot);
  }
}
