import { ChangeWatch } from "./change-watch";
import type { ControlPlaneOptions } from "./control-plane-options";
import { HeartbeatIntake } from "./heartbeat-intake";
import type { HeartbeatOutcome } from "./heartbeat-outcome";
import type { Clock, Instant } from "./terms/clock";
import type { ClusterHealth } from "./terms/cluster-health";
import type { ClusterStates, ClusterTotals, ClusterSnapshot } from "./terms/cluster-snapshot";
import { changedSettings, DEFAULT_SETTINGS } from "./terms/control-plane-settings";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import type { ColumnRoom } from "./columns/column-room";
import type { HeartbeatDraft } from "./columns/heartbeat-draft";
import type { RefusedByLimits } from "./membership/heartbeat-refusals";
import type { RegionId, ShardId } from "./terms/ids";
import { LiveTable } from "./views/live-table";
import { LATE_PART } from "./terms/replica-health";
import { LongGaps } from "./liveness/long-gaps";
import type { LiveReplicas } from "./terms/live-replicas";
import { StallFreeClock } from "./liveness/stall-free-clock";
import { WallClockSteps } from "./liveness/wall-clock-steps";
import { MaintenanceWindows } from "./maintenance/maintenance-windows";
import { Membership } from "./membership/membership";
import { MembershipRecord } from "./membership/membership-record";
import { Recollections } from "./recollections";
import { RegionNames } from "./regions/region-names";
import type { RegionTransition } from "./regions/region-transitions";
import { ReplicaTable } from "./replicas/replica-table";
import { ReplicaWatchers } from "./views/replica-watchers";
import type { ReplicationLagGauge } from "./lag/replication-lag-gauge";
import type { ShardStats } from "./terms/shard-stats";
import { SourceEvidence } from "./source-evidence";
import { takeTotals, takeSnapshot, takeSnapshotInSteps } from "./views/take-snapshot";
import { takeStates } from "./views/take-states";
import type { SnapshotSource } from "./views/take-snapshot";
import type { TenantRouter } from "./placement/tenant-router";
import { toClusterHealth } from "./views/to-cluster-health";
import type { ShardAssignment, Topology } from "./membership/topology";
import type { TopologyChange } from "./membership/topology-change";
import type { IncidentListener, TransitionListener } from "./event-listeners";

/**
 * The control plane: takes in heartbeats and says whether each region is Healthy, Degraded or Offline, and why.
 *
 * Pure but for the clock it is given. States of regions are only ever found out by `tick`, `states`, `totals`, `snapshot` and `health`,
 * each of which also notes the transitions it finds.
 */
export class ControlPlane {
  readonly #clock: Clock;
  readonly #livedTime: StallFreeClock;
  readonly #watchers = new ReplicaWatchers();
  readonly #gaps = new LongGaps();
  readonly #wallClock = new WallClockSteps();
  readonly #table = new ReplicaTable(this.#watchers, this.#gaps);
  readonly #live: LiveTable;
  readonly #membership: Membership;
  readonly #watch: ChangeWatch;
  readonly #startMs: number;
  readonly #intake: HeartbeatIntake;
  #isBeingReplaced = false;
  #settings: ControlPlaneSettings;
  #names: RegionNames;
  /** The planned work that was announced. What it covers keeps its state; only what it explains is told as announced. */
  readonly maintenance = new MaintenanceWindows();
  /** What sources know, for whoever polls them. @internal */
  readonly sources: SourceEvidence;
  /** What of the membership has to outlive this process. @internal */
  readonly membershipRecord: MembershipRecord;
  /** What the next process can use of what this one hears. @internal */
  readonly recollections: Recollections;

  /** @throws RangeError when region names are ambiguous, or a duration is no number of milliseconds. */
  constructor(
    /** The live topology. Change it through the control plane, which retires what a change displaces. */
    readonly topology: Topology,
    readonly tenantRouter: TenantRouter,
    readonly lagGauge: ReplicationLagGauge,
    options: ControlPlaneOptions,
  ) {
    const { clock, tickIntervalMs = 1000, workedMs, onListenerError, ...settings } = options;
    this.#clock = clock;
    this.#livedTime = new StallFreeClock(tickIntervalMs, workedMs, this.#gaps);
    this.#watch = new ChangeWatch(onListenerError);
    this.#settings = changedSettings(DEFAULT_SETTINGS, settings);
    this.#names = new RegionNames(this.#settings.regionNames);
    this.#live = new LiveTable(this.#table, this.#watchers, this.#names);
    this.#startMs = this.#livedMs();
    this.#membership = new Membership(this.#table, topology, lagGauge, this.#startMs);
    this.#tellWhatIsLate();
    this.#intake = new HeartbeatIntake(this.#table, this.#membership, lagGauge);
    this.sources = new SourceEvidence(
      this.#table,
      this.#membership,
      this.#intake,
      () => this.#moment(),
      () => this.#settings,
    );
    this.membershipRecord = new MembershipRecord(
      this.#membership,
      topology,
      () => this.#moment(),
      () => this.#settings,
    );
    this.recollections = new Recollections(
      this.#membership,
      this.#watch,
      () => this.#livedMs(),
      () => this.#settings,
    );
    this.#membership.nameRegions(this.#settings.regionNames);
  }

  get settings(): ControlPlaneSettings {
    return this.#settings;
  }

  /**
   * Changes settings while running; those left out stay.
   *
   * @throws RangeError when region names are ambiguous or a duration is no number of milliseconds; nothing changes then.
   */
  configure(settings: Partial<ControlPlaneSettings>): void {
    const next = changedSettings(this.#settings, settings);
    const names = new RegionNames(next.regionNames);
    this.#settings = next;
    this.#tellWhatIsLate();
    if (names.equals(this.#names)) return;
    this.#names = names;
    this.#membership.nameRegions(next.regionNames);
    this.#live.rename(names);
  }

  /** The replicas as they are right now, for what is derived from them. */
  get replicas(): LiveReplicas {
    return this.#live;
  }

  /** One reading of the clock, for {@link recordHeartbeat}: one is enough for all heartbeats that arrived together. */
  now(): Instant {
    return this.#clock();
  }

  /** Takes in one heartbeat. Never throws for what is in it. */
  recordShardHeartbeat(stats: ShardStats): HeartbeatOutcome {
    const loaded = this.#intake.load(stats);
    return "result" in loaded ? loaded : this.recordHeartbeat(loaded);
  }

  /**
   * As {@link recordShardHeartbeat}, for a heartbeat that is known to be valid. The draft is not changed, and may be filled
   * anew afterwards.
   *
   * @param instant - when it arrived, as {@link now} gave it: at the present moment unless given.
   * @param isCopy - whether it may have come another way before: it does not count as stale then.
   * @internal
   */
  recordHeartbeat(draft: HeartbeatDraft, instant: Instant = this.#clock(), isCopy = false): HeartbeatOutcome {
    const livedMs = this.#livedTime.observe(instant.monotonicMs);
    return this.#intake.take(draft, livedMs, instant, this.#settings, isCopy);
  }

  /** Counts heartbeats that were refused before they could become `ShardStats`. */
  countRejectedHeartbeats(count: number): void {
    this.#intake.countRejected(count);
  }

  /**
   * Adds a shard or gives it another home. The replica at the old home is retired in the same call.
   *
   * @throws RangeError when an id does not fit 16 bits.
   */
  updateTopology(assignment: ShardAssignment): void {
    this.#membership.assign(assignment, this.#livedMs());
  }

  /**
   * Makes the topology name exactly these shards: adds, moves and removes what it takes.
   *
   * @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice; nothing changes then.
   */
  replaceTopology(assignments: Iterable<ShardAssignment>): void {
    this.#membership.replace(assignments, this.#livedMs());
  }

  /**
   * As {@link replaceTopology}, some changes at a time, each step of the iteration some milliseconds of work. Who looks between
   * two steps sees what has changed beside what has not yet; transitions are noted only once all has changed, because a region
   * of which half is replaced is in no state that means anything. Take it to its end.
   *
   * @throws RangeError when an id does not fit 16 bits or a shard is named twice, before anything changes.
   */
  *replaceTopologyInSteps(assignments: Iterable<ShardAssignment>): Generator<undefined, void> {
    this.#isBeingReplaced = true;
    try {
      yield* this.#membership.replaceInSteps(assignments, () => this.#livedMs());
    } finally {
      this.#isBeingReplaced = false;
    }
  }

  /**
   * Removes a shard with all its replicas, until the topology names it again. Returns whether there was one, be it named by
   * the topology or known by its heartbeats only; when not, nothing is changed.
   */
  removeShard(shardId: ShardId): boolean {
    return this.#remove({ kind: "removeShard", shardId });
  }

  /**
   * Removes a region with all replicas in it, every shard at home there, and what is known of it as a follower, until the
   * topology names the region again. Returns whether anything was there; when not, nothing is changed.
   */
  removeRegion(regionId: RegionId): boolean {
    return this.#remove({ kind: "removeRegion", regionId });
  }

  /**
   * The background tick: finds transitions that nobody asked about, notices when this process stood still, and forgets what
   * has been silent for long. Call it every `tickIntervalMs`; once it has been called, a long gap between two calls counts as
   * a stall of this process.
   *
   * @throws what a listener threw since the last tick, unless `onListenerError` is told instead; the tick's work is done then.
   */
  tick(): readonly RegionTransition[] {
    const { monotonicMs, wallNs } = this.#clock();
    const livedMs = this.#livedTime.tick(monotonicMs);
    this.#followWallClock({ monotonicMs, wallNs });
    this.#table.settleGaps(monotonicMs, this.#settings);
    this.#membership.forgetSilent(livedMs, this.#settings.forgetAfterMs);
    this.#membership.expectFollowers(livedMs, this.#settings);
    const transitions = this.#noteTransitions(livedMs, wallNs);
    this.#watch.throwPending();
    return transitions;
  }

  /** Seconds that this process itself stood still, ever, as far as ticks could tell; its own work left aside. */
  get stallSeconds(): number {
    return this.#livedTime.stalledSeconds;
  }

  /** What limits on replicas, regions and followers refused, ever. */
  get refusedByLimits(): RefusedByLimits {
    return this.#intake.refusedByLimits;
  }

  /** Whether the topology or the configuration names the region; the others named themselves. */
  isRegionNamed(regionId: RegionId): boolean {
    return this.#membership.isRegionNamed(regionId);
  }

  /** Calls `listener` for every change of a region's state. Returns a function that ends it. */
  onTransition(listener: TransitionListener): () => void {
    return this.#watch.onTransition(listener);
  }

  /** Calls `listener` for every incident that begins, becomes another cause or ends. Returns a function that ends it. */
  onIncident(listener: IncidentListener): () => void {
    return this.#watch.onIncident(listener);
  }

  /** The state of every region and what is wrong, as of now. What is well takes no time, however many replicas there are. */
  states(): ClusterStates {
    return takeStates(this.#look());
  }

  /** What regions and cluster add up to now. Cheap at any size, because it says nothing about single replicas. */
  totals(): ClusterTotals {
    return takeTotals(this.#look());
  }

  /**
   * The same, unless what changed has been looked at and that took too long: undefined then, and {@link totals} are for later.
   *
   * @param isTooLong - asked between the look and the totals, each of which takes tens of milliseconds where every shard moved.
   * @internal
   */
  totalsUnless(isTooLong: () => boolean): ClusterTotals | undefined {
    const source = this.#look();
    return isTooLong() ? undefined : takeTotals(source);
  }

  /** Everything that can be shown, as of now. */
  snapshot(): ClusterSnapshot {
    return takeSnapshot(this.#look());
  }

  /**
   * The same in two steps, after a look that is taken at once: totals, and replicas, which are as of the second step.
   *
   * @param room - where it is kept. The snapshot that was kept there before must not be read any more.
   * @internal
   */
  snapshotInSteps(room: ColumnRoom): Generator<undefined, ClusterSnapshot> {
    room.begin();
    return takeSnapshotInSteps(this.#look(), room.copyOf);
  }

  /** The cluster's health, with every registered shard. */
  health(): ClusterHealth {
    return toClusterHealth(this.snapshot());
  }

  #tellWhatIsLate(): void {
    const lateMs = this.#settings.offlineAfterMs * LATE_PART;
    this.#livedTime.longestLivedStallMs = lateMs;
    this.#membership.silent.overdueAfterMs = lateMs;
  }

  #remove(removal: TopologyChange): boolean {
    const isFound = this.#membership.finds(removal);
    if (isFound) this.#membership.apply(removal, this.#livedMs());
    return isFound;
  }

  #livedMs(): number {
    return this.#moment().livedMs;
  }

  #moment(): Instant & { readonly livedMs: number } {
    const instant = this.#clock();
    return { livedMs: this.#livedTime.observe(instant.monotonicMs), ...instant };
  }

  #followWallClock(instant: Instant): void {
    const stepNs = this.#wallClock.observe(instant);
    if (stepNs !== 0n) this.#watch.moveAlong(stepNs);
  }

  /** Finds out what there is to see, and notes what changed. */
  #look(): SnapshotSource {
    const { monotonicMs, wallNs } = this.#clock();
    const livedMs = this.#livedTime.judge(monotonicMs);
    this.#followWallClock({ monotonicMs, wallNs });
    this.#table.settleGaps(monotonicMs, this.#settings);
    this.#noteTransitions(livedMs, wallNs);
    return {
      wallNs,
      livedMs,
      settings: this.#settings,
      names: this.#names,
      replicas: this.#table,
      transitions: this.#watch.transitions,
      serviceLevels: this.#watch.serviceLevels,
      topology: this.topology,
      tenantRouter: this.tenantRouter,
      heartbeats: this.#intake.counts,
      stallSeconds: this.stallSeconds,
      incidents: this.#watch.incidents,
      work: this.maintenance.workAt(wallNs),
      isSettled: livedMs - this.#startMs > this.#settings.offlineAfterMs,
    };
  }

  #noteTransitions(livedMs: number, wallNs: bigint): readonly RegionTransition[] {
    const { topology, tenantRouter } = this;
    const watched = {
      table: this.#table,
      topology,
      tenantRouter,
      settings: this.#settings,
      names: this.#names,
      work: this.maintenance.workAt(wallNs),
    };
    return this.#watch.look({ ...watched, livedMs, wallNs }, this.#isBeingReplaced);
  }
}
