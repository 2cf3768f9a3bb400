import type { Clock, Instant } from "./clock";
import type { ClusterHealth, Reason } from "./cluster-health";
import type { ClusterFigures, ClusterSnapshot, HeartbeatResult } from "./cluster-snapshot";
import { changedSettings, DEFAULT_SETTINGS } from "./control-plane-settings";
import type { ControlPlaneSettings } from "./control-plane-settings";
import type { HeartbeatDraft } from "./heartbeat-draft";
import type { RegionId, ReplicaId, ShardId } from "./ids";
import type { LiveReplicas } from "./live-replicas";
import { LivedTime } from "./lived-time";
import { reasonsOf } from "./region-health";
import { RegionNames } from "./region-names";
import { RegionTransitions } from "./region-transitions";
import type { RegionTransition } from "./region-transitions";
import { Replica } from "./replica";
import { ReplicaSet } from "./replica-set";
import type { ReplicationLagGauge } from "./replication-lag-gauge";
import { Retirement } from "./retirement";
import { shardStatsDefect } from "./shard-stats";
import type { Defect, ShardStats } from "./shard-stats";
import { regionStatuses, takeSnapshot } from "./take-snapshot";
import type { TenantRouter } from "./tenant-router";
import { toClusterHealth } from "./to-cluster-health";
import type { ShardAssignment, Topology } from "./topology";

/** What a control plane is built with beyond its topology, router and gauge. Settings left out have their defaults. */
export interface ControlPlaneOptions extends Partial<ControlPlaneSettings> {
  readonly clock: Clock;
  /** How often `tick` will be called, in milliseconds. Default 1000. */
  readonly tickIntervalMs?: number;
}

/** What became of a heartbeat; a rejected one says which field, and what was expected. */
export type HeartbeatOutcome =
  { readonly result: Exclude<HeartbeatResult, "rejected"> } | ({ readonly result: "rejected" } & Defect);

/**
 * The control plane: takes in heartbeats and says whether each region is Healthy, Degraded or Offline, and why.
 *
 * Pure but for the clock it is given. State is only ever found out by `tick`, `snapshot` and `health`, each of which also
 * notes the transitions it finds.
 */
export class ControlPlane {
  readonly #clock: Clock;
  readonly #livedTime: LivedTime;
  readonly #replicas = new ReplicaSet();
  readonly #retirement = new Retirement();
  readonly #transitions = new RegionTransitions();
  readonly #listeners = new Set<(transition: RegionTransition) => void>();
  readonly #heartbeats: Record<HeartbeatResult, number> = { accepted: 0, stale: 0, retired: 0, rejected: 0 };
  #settings: ControlPlaneSettings;
  #names: RegionNames;

  /** @throws RangeError when region names are ambiguous, or a duration is no number of milliseconds. */
  constructor(
    /** The live topology. Change it through the control plane, which retires what a change displaces. */
    readonly topology: Topology,
    readonly tenantRouter: TenantRouter,
    readonly lagGauge: ReplicationLagGauge,
    options: ControlPlaneOptions,
  ) {
    const { clock, tickIntervalMs = 1000, ...settings } = options;
    this.#clock = clock;
    this.#livedTime = new LivedTime(tickIntervalMs);
    this.#settings = changedSettings(DEFAULT_SETTINGS, settings);
    this.#names = new RegionNames(this.#settings.regionNames);
    this.#replicas.rename(this.#names);
    const livedMs = this.#livedTime.observe(clock().monotonicMs);
    for (const assignment of topology.assignments) this.#expect(assignment, livedMs);
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
    this.#names = new RegionNames(next.regionNames);
    this.#settings = next;
    this.#replicas.rename(this.#names);
  }

  /** The replicas as they are right now, for whoever keeps something derived from them. */
  get replicas(): LiveReplicas {
    return this.#replicas;
  }

  /** One reading of the clock, for {@link recordHeartbeat}: one is enough for all heartbeats of a batch. */
  now(): Instant {
    return this.#clock();
  }

  /** Takes in one heartbeat. Never throws for what is in it. */
  recordShardHeartbeat(stats: ShardStats): HeartbeatOutcome {
    const defect = shardStatsDefect(stats);
    const outcome: HeartbeatOutcome = defect
      ? { result: "rejected", ...defect }
      : this.#record(stats, this.#clock());
    this.#heartbeats[outcome.result] += 1;
    return outcome;
  }

  /**
   * As {@link recordShardHeartbeat}, for a heartbeat that is known to be valid. The draft may be filled anew afterwards.
   *
   * @param instant - when it arrived, as {@link now} gave it; heartbeats that arrived together can share one.
   */
  recordHeartbeat(draft: HeartbeatDraft, instant: Instant = this.#clock()): HeartbeatOutcome {
    const outcome = this.#record(draft.toStats(), instant);
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
    const livedMs = this.#livedMs();
    const previous = this.topology.assign(assignment);
    if (previous !== undefined && previous !== assignment.regionId) {
      const left = { shardId: assignment.shardId, regionId: previous };
      this.#retirement.retireMoved(left, livedMs);
      this.#replicas.remove(left);
    }
    this.#expect(assignment, livedMs);
  }

  /** Makes the topology name exactly these shards: adds, moves and removes what it takes. */
  replaceTopology(assignments: Iterable<ShardAssignment>): void {
    const wanted = new Set<ShardId>();
    for (const assignment of assignments) {
      wanted.add(assignment.shardId);
      this.updateTopology(assignment);
    }
    for (const { shardId } of this.topology.assignments) {
      if (!wanted.has(shardId)) this.removeShard(shardId);
    }
  }

  /** Removes a shard with all its replicas, until the topology names it again. Returns whether the topology named it. */
  removeShard(shardId: ShardId): boolean {
    const wasNamed = this.topology.remove(shardId) !== undefined;
    this.#retirement.retireShard(shardId, this.#livedMs());
    this.#replicas.removeWhere(({ id }) => id.shardId === shardId);
    this.lagGauge.remove(shardId);
    return wasNamed;
  }

  /**
   * Removes a region with all replicas in it and every shard at home there, until the topology names the region again.
   * Returns whether anything was there.
   */
  removeRegion(regionId: RegionId): boolean {
    const homed = this.topology.assignments.filter((assignment) => assignment.regionId === regionId);
    const wasKnown = homed.length > 0 || this.#replicas.ordered.some(({ id }) => id.regionId === regionId);
    for (const { shardId } of homed) this.removeShard(shardId);
    this.#retirement.retireRegion(regionId, this.#livedMs());
    this.#replicas.removeWhere(({ id }) => id.regionId === regionId);
    this.lagGauge.removeFollower(regionId);
    return wasKnown;
  }

  /**
   * The background tick: finds transitions that nobody asked about, notices when this process stood still, and forgets what
   * has been silent for long. Call it every `tickIntervalMs`; once it has been called, a long gap between two calls counts as
   * a stall of this process.
   */
  tick(): readonly RegionTransition[] {
    const { monotonicMs, wallNs } = this.#clock();
    const livedMs = this.#livedTime.tick(monotonicMs);
    const { forgetAfterMs } = this.#settings;
    this.#retirement.forgetSilent(livedMs, forgetAfterMs);
    this.#replicas.removeWhere(
      (replica) => !this.#isNamed(replica.id) && replica.silenceMs(livedMs) > forgetAfterMs,
    );
    return this.#noteTransitions(livedMs, wallNs);
  }

  /** Seconds that this process itself stood still, ever, as far as ticks could tell. */
  get stallSeconds(): number {
    return this.#livedTime.stalledSeconds;
  }

  /** Calls `listener` for every change of a region's state. Returns a function that ends it. */
  onTransition(listener: (transition: RegionTransition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What regions and cluster add up to now. Cheap at any size, because it says nothing about single replicas. */
  figures(): ClusterFigures {
    return this.snapshot();
  }

  /** Everything that can be shown, as of now. */
  snapshot(): ClusterSnapshot {
    const { monotonicMs, wallNs } = this.#clock();
    const livedMs = this.#livedTime.observe(monotonicMs);
    this.#noteTransitions(livedMs, wallNs);
    return takeSnapshot({
      wallNs,
      livedMs,
      settings: this.#settings,
      names: this.#names,
      replicas: this.#replicas.ordered,
      transitions: this.#transitions,
      topology: this.topology,
      tenantRouter: this.tenantRouter,
      heartbeats: this.#heartbeats,
      stallSeconds: this.stallSeconds,
    });
  }

  /** The cluster's health, with every registered shard. */
  health(): ClusterHealth {
    return toClusterHealth(this.snapshot());
  }

  #record(stats: ShardStats, { monotonicMs, wallNs }: Instant): HeartbeatOutcome {
    const livedMs = this.#livedTime.observe(monotonicMs);
    if (this.#retirement.isRetired(stats, stats.role, livedMs)) return { result: "retired" };
    const known = this.#replicas.get(stats);
    if (!known && !this.#mayRegister(stats)) return { result: "rejected", ...notRegistered(stats) };
    const replica = known ?? this.#add(stats, livedMs);
    const result = replica.record(this.#completed(stats), { livedMs, wallNs }, monotonicMs);
    if (result === "accepted") {
      replica.shownState = replica.state(livedMs, this.#settings);
      this.#replicas.changed(replica);
    }
    return { result };
  }

  /** Strict registration takes the home replica, and followers of a shard that the topology names. */
  #mayRegister(stats: ShardStats): boolean {
    if (this.#settings.registration === "open") return true;
    return (
      this.#isNamed(stats) || (stats.role === "follower" && this.topology.homeOf(stats.shardId) !== undefined)
    );
  }

  /** A home replica's heartbeat, with what the embedding process knows through the gauge and the heartbeat does not say. */
  #completed(stats: ShardStats): ShardStats {
    if (!this.#isNamed(stats)) return stats;
    const leaderSeqno = stats.leaderSeqno ?? this.lagGauge.leaderSeqno(stats.shardId);
    if (leaderSeqno === undefined) return stats;
    const known = this.lagGauge.lagByFollower(stats.shardId);
    const replicationLag = new Map([...known, ...stats.replicationLag]);
    // A shard that moved here was followed from here: the gauge still knows it as a follower of itself.
    if (!stats.replicationLag.has(stats.regionId)) replicationLag.delete(stats.regionId);
    return { ...stats, leaderSeqno, replicationLag };
  }

  #expect(assignment: ShardAssignment, livedMs: number): void {
    this.#retirement.readmit(assignment);
    if (!this.#replicas.get(assignment)) this.#add(assignment, livedMs);
  }

  #add({ shardId, regionId }: ReplicaId, livedMs: number): Replica {
    const replica = new Replica({ shardId, regionId }, livedMs);
    this.#replicas.add(replica);
    return replica;
  }

  #isNamed({ shardId, regionId }: ReplicaId): boolean {
    return this.topology.homeOf(shardId) === regionId;
  }

  #livedMs(): number {
    return this.#livedTime.observe(this.#clock().monotonicMs);
  }

  #noteTransitions(livedMs: number, wallNs: bigint): readonly RegionTransition[] {
    const replicas = this.#replicas.ordered;
    for (const replica of replicas) {
      const state = replica.state(livedMs, this.#settings);
      if (state === replica.shownState) continue;
      replica.shownState = state;
      this.#replicas.changed(replica);
    }
    const statuses = regionStatuses(replicas, livedMs, this.#settings);
    const changes = this.#transitions.observe(statuses, wallNs);
    if (changes.length === 0) return [];
    const reasons = new Map<RegionId, Reason[]>();
    const transitions = changes.map((change): RegionTransition => {
      const why: Reason[] = [];
      reasons.set(change.regionId, why);
      return { ...change, name: this.#names.nameOf(change.regionId), atNs: wallNs, reasons: why };
    });
    for (const replica of replicas) {
      const why = reasons.get(replica.id.regionId);
      if (why) for (const reason of reasonsOf(replica, livedMs, this.#settings)) why.push(reason);
    }
    for (const transition of transitions) {
      for (const listener of this.#listeners) listener(transition);
    }
    return transitions;
  }
}

function notRegistered({ shardId, regionId }: ReplicaId): Defect {
  const message =
    `shard_id: expected a shard that the topology names (registration is strict), ` +
    `got shard ${shardId} in region ${regionId}; assign it, or set registration to open`;
  return { field: "shard_id", message };
}
