import type { Clock, Instant } from "./terms/clock";
import type { ClusterHealth } from "./terms/cluster-health";
import type { ClusterTotals, ClusterSnapshot, HeartbeatResult } from "./terms/cluster-snapshot";
import { changedSettings, DEFAULT_SETTINGS } from "./terms/control-plane-settings";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import { gatherReasons } from "./views/gather-reasons";
import { completedByGauge } from "./lag/gauge-completion";
import { HeartbeatDraft } from "./columns/heartbeat-draft";
import { refusalProblem } from "./membership/heartbeat-refusals";
import type { RefusedByLimits } from "./membership/heartbeat-refusals";
import { NOTHING_FOUND } from "./incidents/incidents-found";
import type { RegionId, ShardId } from "./terms/ids";
import { LiveTable } from "./views/live-table";
import type { LiveReplicas } from "./terms/live-replicas";
import { StallFreeClock } from "./replicas/stall-free-clock";
import { Membership } from "./membership/membership";
import { MembershipRecord } from "./membership/membership-record";
import type { Refusal } from "./membership/membership";
import { ReasonRows } from "./views/reason-rows";
import { updateStates } from "./regions/region-health";
import { RegionNames } from "./regions/region-names";
import { RegionTransitions } from "./regions/region-transitions";
import type { RegionTransition } from "./regions/region-transitions";
import { ReplicaTable } from "./replicas/replica-table";
import { ReplicaWatchers } from "./views/replica-watchers";
import type { ReplicationLagGauge } from "./lag/replication-lag-gauge";
import { shardStatsProblem } from "./terms/shard-stats";
import type { FieldProblem } from "./terms/field-problem";
import type { ShardStats } from "./terms/shard-stats";
import { takeTotals, takeSnapshot } from "./views/take-snapshot";
import type { SnapshotSource } from "./views/take-snapshot";
import type { TenantRouter } from "./placement/tenant-router";
import { toClusterHealth } from "./views/to-cluster-health";
import type { ShardAssignment, Topology } from "./membership/topology";
import type { TopologyChange } from "./membership/topology-change";
import { TransitionListeners } from "./regions/transition-listeners";
import type { ListenerErrorHandler, TransitionListener } from "./regions/transition-listeners";

/** What a control plane is built with beyond its topology, router and gauge. Settings left out have their defaults. */
export interface ControlPlaneOptions extends Partial<ControlPlaneSettings> {
  readonly clock: Clock;
  /** How often `tick` will be called, in milliseconds. Default 1000. */
  readonly tickIntervalMs?: number;
  /**
   * Milliseconds of processor time that this process has used, ever: work of its own is no stall. Without it every gap between
   * two ticks counts as standing still.
   */
  readonly workedMs?: () => number;
  /** Told what a listener of `onTransition` throws. Default: the next `tick` throws it, once its work is done. */
  readonly onListenerError?: ListenerErrorHandler;
}

/** What became of a heartbeat; a rejected one says which field, and what was expected. */
export type HeartbeatOutcome =
  | { readonly result: Exclude<HeartbeatResult, "rejected"> }
  | ({ readonly result: "rejected" } & FieldProblem);

/** Shared, because half a million heartbeats a second would each make one. */
const ACCEPTED: HeartbeatOutcome = Object.freeze({ result: "accepted" });
const STALE: HeartbeatOutcome = Object.freeze({ result: "stale" });
const RETIRED: HeartbeatOutcome = Object.freeze({ result: "retired" });

/**
 * The control plane: takes in heartbeats and says whether each region is Healthy, Degraded or Offline, and why.
 *
 * Pure but for the clock it is given. States of regions are only ever found out by `tick`, `totals`, `snapshot` and `health`,
 * each of which also notes the transitions it finds.
 */
export class ControlPlane {
  readonly #clock: Clock;
  readonly #livedTime: StallFreeClock;
  readonly #watchers = new ReplicaWatchers();
  readonly #table = new ReplicaTable(this.#watchers);
  readonly #live: LiveTable;
  readonly #membership: Membership;
  readonly #transitions = new RegionTransitions();
  readonly #listeners: TransitionListeners;
  readonly #heartbeats: Record<HeartbeatResult, number> = { accepted: 0, stale: 0, retired: 0, rejected: 0 };
  readonly #loaded = new HeartbeatDraft();
  readonly #completed = new HeartbeatDraft();
  #isBeingReplaced = false;
  readonly #refused: Record<Refusal, number> = {
    unregistered: 0,
    unnamed_region: 0,
    replicas: 0,
    regions: 0,
    followers: 0,
  };
  #settings: ControlPlaneSettings;
  #names: RegionNames;
  /**
   * What of the membership has to outlive this process.
   *
   * @internal
   */
  readonly membershipRecord: MembershipRecord;

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
    this.#livedTime = new StallFreeClock(tickIntervalMs, workedMs);
    this.#listeners = new TransitionListeners(onListenerError);
    this.#settings = changedSettings(DEFAULT_SETTINGS, settings);
    this.#livedTime.longestLivedStallMs = this.#settings.offlineAfterMs / 3;
    this.#names = new RegionNames(this.#settings.regionNames);
    this.#live = new LiveTable(this.#table, this.#watchers, this.#names);
    this.#membership = new Membership(this.#table, topology, lagGauge, this.#livedMs());
    this.membershipRecord = new MembershipRecord(
      this.#membership,
      topology,
      () => this.#moment(),
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
    this.#livedTime.longestLivedStallMs = next.offlineAfterMs / 3;
    if (names.equals(this.#names)) return;
    this.#names = names;
    this.#membership.nameRegions(next.regionNames);
    this.#live.rename(names);
  }

  /** The replicas as they are right now, for whoever keeps something derived from them. */
  get replicas(): LiveReplicas {
    return this.#live;
  }

  /** One reading of the clock, for {@link recordHeartbeat}: one is enough for all heartbeats that arrived together. */
  now(): Instant {
    return this.#clock();
  }

  /** Takes in one heartbeat. Never throws for what is in it. */
  recordShardHeartbeat(stats: ShardStats): HeartbeatOutcome {
    const problem = shardStatsProblem(stats);
    if (!problem) return this.recordHeartbeat(this.#loaded.load(stats));
    this.#heartbeats.rejected += 1;
    return { result: "rejected", ...problem };
  }

  /**
   * As {@link recordShardHeartbeat}, for a heartbeat that is known to be valid. The draft is not changed, and may be filled
   * anew afterwards.
   *
   * @param instant - when it arrived, as {@link now} gave it: at the present moment unless given.
   * @internal
   */
  recordHeartbeat(draft: HeartbeatDraft, instant: Instant = this.#clock()): HeartbeatOutcome {
    const outcome = this.#record(draft, instant);
    this.#heartbeats[outcome.result] += 1;
    return outcome;
  }

  /** Counts heartbeats that were refused before they could become `ShardStats`. */
  countRejectedHeartbeats(count: number): void {
    this.#heartbeats.rejected += count;
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
  *replaceTopologyInSteps(assignments: readonly ShardAssignment[]): Generator<undefined, void> {
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
    this.#membership.forgetSilent(livedMs, this.#settings.forgetAfterMs);
    const transitions = this.#noteTransitions(livedMs, wallNs);
    this.#listeners.throwPending();
    return transitions;
  }

  /** Seconds that this process itself stood still, ever, as far as ticks could tell; its own work left aside. */
  get stallSeconds(): number {
    return this.#livedTime.stalledSeconds;
  }

  /** What limits on replicas, regions and followers refused, ever. */
  get refusedByLimits(): RefusedByLimits {
    const leftOut = this.#membership.followersLeftOut;
    return {
      unknownReplicas: this.#refused.replicas,
      unknownRegions: this.#refused.regions + leftOut.unknownRegions,
      followersPerHeartbeat: this.#refused.followers,
      followers: leftOut.followers,
    };
  }

  /** Whether the topology or the configuration names the region; the others named themselves. */
  isRegionNamed(regionId: RegionId): boolean {
    return this.#membership.isRegionNamed(regionId);
  }

  /** Calls `listener` for every change of a region's state. Returns a function that ends it. */
  onTransition(listener: TransitionListener): () => void {
    return this.#listeners.add(listener);
  }

  /** What regions and cluster add up to now. Cheap at any size, because it says nothing about single replicas. */
  totals(): ClusterTotals {
    return takeTotals(this.#look());
  }

  /** Everything that can be shown, as of now. */
  snapshot(): ClusterSnapshot {
    return takeSnapshot(this.#look());
  }

  /** The cluster's health, with every registered shard. */
  health(): ClusterHealth {
    return toClusterHealth(this.snapshot());
  }

  #record(draft: HeartbeatDraft, instant: Instant): HeartbeatOutcome {
    const livedMs = this.#livedTime.observe(instant.monotonicMs);
    const settings = this.#settings;
    if (draft.followerCount > settings.maxFollowersPerHeartbeat) return this.#refuse("followers", draft);
    const admission = this.#membership.admit(draft, settings, livedMs);
    if (admission === "retired") return RETIRED;
    if (typeof admission === "string") return this.#refuse(admission, draft);
    const admitted = this.#membership.withAdmittedFollowers(draft, admission, settings, livedMs);
    const heartbeat = this.#complete(admitted);
    const result = this.#table.record(admission, heartbeat, livedMs, instant, settings);
    return result === "accepted" ? ACCEPTED : STALE;
  }

  #refuse(refusal: Refusal, draft: HeartbeatDraft): HeartbeatOutcome {
    this.#refused[refusal] += 1;
    return { result: "rejected", ...refusalProblem(refusal, draft, this.#settings) };
  }

  /** A home replica's heartbeat, with what the embedding process knows through the gauge and the heartbeat does not say. */
  #complete(draft: HeartbeatDraft): HeartbeatDraft {
    const leaderSeqno = this.lagGauge.leaderSeqno(draft.shardId);
    if (leaderSeqno === undefined || !this.#membership.isNamed(draft)) return draft;
    return this.#completed.load(completedByGauge(draft.toStats(), this.lagGauge, leaderSeqno));
  }

  #remove(removal: TopologyChange): boolean {
    const isFound = this.#membership.finds(removal);
    if (isFound) this.#membership.apply(removal, this.#livedMs());
    return isFound;
  }

  #livedMs(): number {
    return this.#moment().livedMs;
  }

  #moment(): { readonly livedMs: number; readonly wallNs: bigint } {
    const { monotonicMs, wallNs } = this.#clock();
    return { livedMs: this.#livedTime.observe(monotonicMs), wallNs };
  }

  /** Finds out what there is to see, and notes what changed. */
  #look(): SnapshotSource {
    const { monotonicMs, wallNs } = this.#clock();
    const livedMs = this.#livedTime.judge(monotonicMs);
    this.#noteTransitions(livedMs, wallNs);
    return {
      wallNs,
      livedMs,
      settings: this.#settings,
      names: this.#names,
      replicas: this.#table,
      transitions: this.#transitions,
      topology: this.topology,
      tenantRouter: this.tenantRouter,
      heartbeats: this.#heartbeats,
      stallSeconds: this.stallSeconds,
      incidents: NOTHING_FOUND,
      isSettled: true,
    };
  }

  #noteTransitions(livedMs: number, wallNs: bigint): readonly RegionTransition[] {
    const settings = this.#settings;
    const states = updateStates(this.#table, livedMs, settings);
    if (this.#isBeingReplaced) return [];
    const changes = this.#transitions.observe(states, wallNs);
    if (changes.length === 0) return [];
    const reasons = new Map<RegionId, ReasonRows>();
    const transitions = changes.map((change): RegionTransition => {
      const rows = new ReasonRows(settings);
      reasons.set(change.regionId, rows);
      return { ...change, name: this.#names.nameOf(change.regionId), atNs: wallNs, reasons: rows };
    });
    const { ordered } = this.#table.slots;
    gatherReasons(this.#table, ordered, livedMs, settings, (regionId) => reasons.get(regionId));
    for (const transition of transitions) this.#listeners.tell(transition);
    return transitions;
  }
}
