import type { Arrival } from "../terms/clock";
import type { ChangedIds } from "../columns/changed-ids";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { FIELD, U64_FIELD } from "../columns/heartbeat-layout";
import type { FollowerRows } from "../columns/follower-rows";
import type { RegionId, ReplicaId } from "../terms/ids";
import { EvidencePaths } from "./evidence-paths";
import { longestIntervalMs, mostGuessedMs } from "./heartbeat-interval";
import { HeartbeatSign } from "../liveness/heartbeat-sign";
import { ReportSums } from "./report-sums";
import { ReplicaStates } from "./replica-states";
import { LastReports } from "./last-reports";
import type { ReplicaWatcher } from "../terms/live-replicas";
import { Liveness } from "../liveness/liveness";
import { LongGaps } from "../liveness/long-gaps";
import { DEGRADED, HEALTHY, isLagging, OFFLINE, OVERDUE_PART, PENDING } from "../terms/replica-health";
import type { HealthThresholds } from "../terms/replica-health";
import { NotedChanges } from "./noted-changes";
import type { ReplicaColumns } from "./replica-columns";
import { RegionUses } from "../columns/region-uses";
import { NO_SLOT, ReplicaSlots } from "./replica-slots";
import { ReplicationLag } from "../lag/replication-lag";
import { resized } from "../columns/resized";
import type { StateCounts } from "./state-counts";
import { StateDeadlines } from "./state-deadlines";
import { SOURCE_TROUBLES } from "../terms/source";

/**
 * What is known of each replica: (shard, region). Kept in columns: half a million objects that refer to each other would keep
 * the garbage collector busy for longer than a scrape takes.
 */
export class ReplicaTable implements ReplicaColumns {
  readonly slots = new ReplicaSlots();
  readonly liveness = new Liveness(this.slots.capacity);
  readonly reports = new LastReports(this.slots.capacity);
  readonly reportSums = new ReportSums();
  /** The regions of the replicas and of their followers. */
  readonly regionUses = new RegionUses();
  readonly #lag = new ReplicationLag(this.slots.capacity, this.regionUses);
  /** The slots that whoever keeps something of each replica has to look at. */
  readonly changes: NotedChanges;
  readonly #gaps: LongGaps;
  readonly #sign = new HeartbeatSign();
  readonly paths = new EvidencePaths();
  readonly #states = new ReplicaStates(this.slots);
  blindness: Uint8Array<ArrayBuffer> = new Uint8Array(this.slots.capacity);
  excused: Uint8Array<ArrayBuffer> = new Uint8Array(this.slots.capacity);
  /** Whether any of those is set. */
  isAnyExcused = false;
  readonly #deadlines = new StateDeadlines(this.slots.capacity);
  /** The limits of the last look: where the next one has others, all are looked at. */
  #judgedBy: Pick<HealthThresholds, "offlineAfterMs"> = { offlineAfterMs: -Infinity };

  /**
   * @param watcher - is told what comes, changes and goes.
   * @param gaps - in which our own process did not read what was sent to it.
   */
  constructor(watcher: ReplicaWatcher, gaps = new LongGaps()) {
    this.changes = new NotedChanges(watcher);
    this.#gaps = gaps;
  }

  get states(): Uint8Array<ArrayBuffer> {
    return this.#states.codes;
  }

  /** How many replicas are in each state, as last found out: by index of `REPLICA_STATES`. */
  get stateCounts(): Uint32Array {
    return this.#states.counts;
  }

  /** The same for each region. */
  get regionStates(): StateCounts {
    return this.#states.byRegion;
  }

  /** Shards of which a replica came, left, or has another state or role. */
  get changedShards(): ChangedIds {
    return this.#states.changedShards;
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
    if (this.blindness.length < capacity) {
      this.blindness = resized(this.blindness, capacity);
      this.excused = resized(this.excused, capacity);
      this.liveness.resize(capacity);
      this.reports.resize(capacity);
      this.#lag.resize(capacity);
      this.#deadlines.resize(capacity);
    }
    this.#states.begin(slot);
    this.blindness[slot] = 0;
    this.excused[slot] = 0;
    if (this.paths.isAny) this.paths.begin(slot);
    this.liveness.expect(slot, expectedSinceMs);
    this.#deadlines.bringForward(slot, this.#changesFromMs(slot, this.#judgedBy));
    this.#lag.begin(slot);
    this.regionUses.came(id.regionId);
    this.changes.added(slot);
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
      this.#deadlines.bringForward(slot, -Infinity);
      this.changes.changed(slot);
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
    const guessMs = mostGuessedMs(thresholds, this.slots.count);
    const ages = { guessMs, knownMs: this.#gaps.isPending ? 0 : Infinity };
    const silentMs = this.liveness.silenceMs(slot, livedMs);
    const wasHeard = this.liveness.isHeard(slot);
    const freshness = this.liveness.arrive(slot, this.#sign.of(sent), livedMs, instant, ages);
    if (freshness === "stale") return "stale";
    if (this.#gaps.isPending) this.#gaps.tell(this.liveness.knownSentMs(slot) ?? NaN);
    if (wasHeard) this.reportSums.remove(this.regionIds[slot]!, this.reports, slot);
    if (this.reports.take(slot, heartbeat)) this.changedShards.add(this.shardIds[slot]!);
    this.reportSums.add(this.regionIds[slot]!, this.reports, slot);
    this.#lag.update(slot, heartbeat, instant.monotonicMs);
    const isLate = isLagging(this.followers.worstLagSeconds[slot]!, thresholds);
    if (isLate && heartbeat.says(FIELD.leaderSeqno))
      this.#askFollowers(slot, instant.monotonicMs, thresholds);
    const state = this.#stateOf(slot, livedMs, thresholds);
    if (
      this.states[slot] === OFFLINE ? state !== OFFLINE : silentMs > thresholds.offlineAfterMs * OVERDUE_PART
    )
      this.#noteReturn(slot, livedMs, thresholds);
    this.#states.set(slot, state);
    // What came after the moment that is judged by may be Offline as of now and not as of then.
    this.#deadlines.bringForward(slot, state === OFFLINE ? -Infinity : this.#changesFromMs(slot, thresholds));
    this.changes.changed(slot);
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
    const intervalMs = longestIntervalMs(thresholds);
    const guessMs = mostGuessedMs(thresholds, this.slots.count);
    for (const gap of this.#gaps.settled(monotonicMs, intervalMs))
      this.liveness.settle(gap, this.slots.slotCount, intervalMs, guessMs);
  }

  /**
   * Finds out the state of every replica as of `livedMs`, never less than the time before, and tells of changes. Looks only at
   * those whose state may be another one than when they were looked at last.
   */
  updateStates(livedMs: number, thresholds: HealthThresholds): void {
    this.#judgedBy = thresholds;
    const { offlineAfterMs, degradedLagMs } = thresholds;
    const basis = [offlineAfterMs, degradedLagMs, this.liveness.revision, this.paths.isAny];
    this.#deadlines.lookAtDue(livedMs, this.slots.slotCount, basis, (slot) => {
      if (!this.slots.isTaken(slot)) return Infinity;
      this.updateState(slot, livedMs, thresholds);
      return this.#changesFromMs(slot, thresholds);
    });
  }

  /** Finds out the state of the replica in a slot as of `livedMs`, and tells of a change. Returns it as a number. */
  updateState(slot: number, livedMs: number, thresholds: HealthThresholds): number {
    const state = this.#stateOf(slot, livedMs, thresholds);
    if (this.states[slot] !== state) {
      this.#states.set(slot, state);
      this.changes.changed(slot);
    }
    return state;
  }

  /** Lived time from which on the state of a replica may be another one although nothing is heard. */
  #changesFromMs(slot: number, { offlineAfterMs }: Pick<HealthThresholds, "offlineAfterMs">): number {
    // What sources know changes in many ways.
    if (this.paths.isAny) return -Infinity;
    return this.states[slot] === OFFLINE ? Infinity : this.liveness.silentFromMs(slot, offlineAfterMs);
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

  #release(slot: number): void {
    this.#states.end(slot);
    if (this.liveness.isHeard(slot)) this.reportSums.remove(this.regionIds[slot]!, this.reports, slot);
    this.#lag.forget(slot);
    this.regionUses.left(this.regionIds[slot]!);
    this.slots.release(slot);
    this.changes.removed(slot);
  }
}
