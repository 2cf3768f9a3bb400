import type { Arrival } from "../terms/clock";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { FIELD, U64_FIELD } from "../columns/heartbeat-layout";
import type { FollowerColumns, FollowerRows } from "../columns/follower-rows";
import type { RegionId, ReplicaId } from "../terms/ids";
import { EvidencePaths } from "./evidence-paths";
import { HeartbeatSign } from "../liveness/heartbeat-sign";
import { LastReports } from "./last-reports";
import type { ReplicaWatcher } from "../terms/live-replicas";
import { Liveness } from "../liveness/liveness";
import { LongGaps } from "../liveness/long-gaps";
import {
  DEGRADED,
  HEALTHY,
  isLagging,
  OFFLINE,
  OVERDUE_PART,
  PENDING,
  REPLICA_STATES,
} from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import { RegionUses } from "../columns/region-uses";
import { NO_SLOT, ReplicaSlots } from "./replica-slots";
import { ReplicationLag } from "../lag/replication-lag";
import { resized } from "../columns/resized";
import { SOURCE_TROUBLES } from "../terms/source";

/**
 * Part of the silence that is Offline in which a live replica sends a heartbeat: six are missed before it is Offline. What waited
 * during a stall of ours has come in after it, and what a first heartbeat says of its age has been confirmed or not.
 */
const HEARTBEAT_SHARE = 1 / 6;
/** A heartbeat may be a little late, in milliseconds. */
const HEARTBEAT_LATE_MS = 1_000;

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
  /**
   * Why nothing is known of a Pending replica: 0 while it has not been heard yet, else one more than an index of
   * `SOURCE_TROUBLES`. Of others without meaning.
   */
  readonly blindness: Uint8Array<ArrayBuffer>;
  /** 1 where the silence of an Offline replica speaks against nobody: a leader that was replaced, where only leaders are heard. */
  readonly excused: Uint8Array<ArrayBuffer>;
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
  readonly #gaps: LongGaps;
  readonly #sign = new HeartbeatSign();
  readonly paths = new EvidencePaths();
  states: Uint8Array<ArrayBuffer> = new Uint8Array(this.slots.capacity);
  blindness: Uint8Array<ArrayBuffer> = new Uint8Array(this.slots.capacity);
  excused: Uint8Array<ArrayBuffer> = new Uint8Array(this.slots.capacity);
  /** Whether any of those is set. */
  isAnyExcused = false;
  /** How many replicas are in each state, as last found out: by index of `REPLICA_STATES`. */
  readonly stateCounts = new Uint32Array(REPLICA_STATES.length);

  /**
   * @param watcher - is told what comes, changes and goes.
   * @param gaps - in which our own process did not read what was sent to it.
   */
  constructor(watcher: ReplicaWatcher, gaps = new LongGaps()) {
    this.#watcher = watcher;
    this.#gaps = gaps;
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

  /** Whether the leader in a slot, as of its last heartbeat, has written nothing for so long; false when that cannot be told. */
  isIdle(slot: number, forMs: number): boolean {
    return this.#lag.isIdle(slot, forMs);
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
      this.blindness = resized(this.blindness, capacity);
      this.excused = resized(this.excused, capacity);
      this.liveness.resize(capacity);
      this.reports.resize(capacity);
      this.#lag.resize(capacity);
    }
    this.states[slot] = PENDING;
    this.blindness[slot] = 0;
    this.excused[slot] = 0;
    if (this.paths.isAny) this.paths.begin(slot);
    this.stateCounts[PENDING]! += 1;
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
   * @param sent - the heartbeat as it was sent: `heartbeat` may be completed by what its sender does not say.
   */
  record(
    slot: number,
    heartbeat: HeartbeatDraft,
    livedMs: number,
    instant: Arrival,
    thresholds: HealthThresholds,
    sent: HeartbeatDraft = heartbeat,
  ): "accepted" | "stale" {
    const guessMs = this.#mostGuessedMs(thresholds);
    const ages = { guessMs, knownMs: this.#gaps.isPending ? 0 : Infinity };
    const silentMs = this.liveness.silenceMs(slot, livedMs);
    const freshness = this.liveness.arrive(slot, this.#sign.of(sent), livedMs, instant, ages);
    if (freshness === "stale") return "stale";
    if (this.#gaps.isPending) this.#gaps.tell(this.liveness.knownSentMs(slot) ?? NaN);
    this.reports.take(slot, heartbeat);
    this.#lag.update(slot, heartbeat, instant.monotonicMs);
    const isLate = isLagging(this.followers.worstLagSeconds[slot]!, thresholds);
    if (isLate && heartbeat.says(FIELD.leaderSeqno))
      this.#askFollowers(slot, instant.monotonicMs, thresholds);
    const state = this.#stateOf(slot, livedMs, thresholds);
    if (
      this.states[slot] === OFFLINE ? state !== OFFLINE : silentMs > thresholds.offlineAfterMs * OVERDUE_PART
    )
      this.#noteReturn(slot, livedMs, thresholds);
    this.#setState(slot, state);
    this.#watcher.changed(slot);
    return "accepted";
  }

  /** Of what is unstable already, a silence of which it is more likely dead than not is one more. */
  #noteReturn(slot: number, livedMs: number, { offlineAfterMs }: HealthThresholds): void {
    const wasOffline = this.states[slot] === OFFLINE;
    if (wasOffline || this.liveness.unstableSinceMs(slot, livedMs, offlineAfterMs) !== undefined)
      this.liveness.noteReturn(slot, livedMs);
  }

  /** What followers say of themselves, where their leader calls them late: it knows only what they acknowledged. */
  #askFollowers(slot: number, nowMs: number, thresholds: HealthThresholds): void {
    const { followers, liveness, reports } = this;
    const shardId = this.shardIds[slot]!;
    const end = followers.endOf(slot);
    for (let row = followers.starts[slot]!; row < end; row += 1) {
      if (!isLagging(followers.lagSeconds[row]!, thresholds)) continue;
      const follower = this.slotOf({ shardId, regionId: followers.followerIds[row]! });
      if (follower === NO_SLOT || !liveness.isHeard(follower)) continue;
      if (!reports.says(follower, 1 << FIELD.appliedSeqno)) continue;
      const saidMs = liveness.lastSentMs(follower)!;
      // Of a follower that has not been heard since, its leader knows as much.
      if (nowMs - saidMs > thresholds.offlineAfterMs / 3) continue;
      this.#lag.advanceTo(slot, row, reports.u64s, reports.at(follower, U64_FIELD.appliedSeqno), saidMs);
    }
  }

  /** Makes what long gaps told silence, once everything that waited has come in. To be called before states are found out. */
  settleGaps(monotonicMs: number, thresholds: HealthThresholds): void {
    if (!this.#gaps.isPending) return;
    const intervalMs = thresholds.offlineAfterMs * HEARTBEAT_SHARE + HEARTBEAT_LATE_MS;
    const guessMs = this.#mostGuessedMs(thresholds);
    for (const gap of this.#gaps.settled(monotonicMs, intervalMs))
      this.liveness.settle(gap, this.slots.slotCount, intervalMs, guessMs);
  }

  /** Finds out the state of the replica in a slot as of `livedMs`, and tells of a change. Returns it as a number. */
  updateState(slot: number, livedMs: number, thresholds: HealthThresholds): number {
    const state = this.#stateOf(slot, livedMs, thresholds);
    if (this.states[slot] !== state) {
      this.#setState(slot, state);
      this.#watcher.changed(slot);
    }
    return state;
  }

  /**
   * How old the first heartbeat of a replica may be by its stamp. A clock that is wrong must not make it Offline before the
   * second one tells; who is the only replica is believed, because that is all there is to know.
   */
  #mostGuessedMs({ offlineAfterMs }: HealthThresholds): number {
    if (this.slots.count === 1) return Infinity;
    return Math.max(0, offlineAfterMs * (1 - HEARTBEAT_SHARE) - HEARTBEAT_LATE_MS);
  }

  /** As `Liveness.silenceMs`, up to the last moment of which the ways by which the replica is heard could tell. */
  silenceMs(slot: number, livedMs: number, thresholds: HealthThresholds): number {
    const { liveness, paths } = this;
    const source = paths.isAny ? paths.sourceOf(slot, livedMs, liveness, thresholds) : undefined;
    return liveness.silenceMs(slot, source ? Math.min(livedMs, source.goodMs) : livedMs);
  }

  #stateOf(slot: number, livedMs: number, thresholds: HealthThresholds): number {
    const isSilent = this.silenceMs(slot, livedMs, thresholds) > thresholds.offlineAfterMs;
    if (isSilent && !this.liveness.hasGrace(slot, livedMs)) return OFFLINE;
    if (this.paths.isAny && this.#isBlind(slot, livedMs, thresholds)) return PENDING;
    if (!this.liveness.isHeard(slot)) return PENDING;
    return isLagging(this.followers.worstLagSeconds[slot]!, thresholds) ? DEGRADED : HEALTHY;
  }

  /** Whether nothing is known of the replica any more, because all that was came through a source; notes why. */
  #isBlind(slot: number, livedMs: number, thresholds: HealthThresholds): boolean {
    const { liveness, paths } = this;
    const source = paths.sourceOf(slot, livedMs, liveness, thresholds);
    const isBlind = source !== undefined && paths.isBlind(source, livedMs, thresholds);
    this.blindness[slot] = isBlind ? SOURCE_TROUBLES.indexOf(source.trouble) + 1 : 0;
    return isBlind;
  }

  #setState(slot: number, state: number): void {
    this.stateCounts[this.states[slot]!]! -= 1;
    this.stateCounts[state]! += 1;
    this.states[slot] = state;
  }

  #release(slot: number): void {
    this.stateCounts[this.states[slot]!]! -= 1;
    this.#lag.forget(slot);
    this.regionUses.left(this.regionIds[slot]!);
    this.slots.release(slot);
    this.#watcher.removed(slot);
  }
}
