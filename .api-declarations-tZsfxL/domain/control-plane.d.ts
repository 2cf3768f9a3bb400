import type { ControlPlaneOptions } from "./control-plane-options";
import type { HeartbeatOutcome } from "./heartbeat-outcome";
import type { Instant } from "./terms/clock";
import type { ClusterHealth } from "./terms/cluster-health";
import type { ClusterTotals, ClusterSnapshot } from "./terms/cluster-snapshot";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import type { RefusedByLimits } from "./membership/heartbeat-refusals";
import type { RegionId, ShardId } from "./terms/ids";
import type { LiveReplicas } from "./terms/live-replicas";
import type { RegionTransition } from "./regions/region-transitions";
import type { ReplicationLagGauge } from "./lag/replication-lag-gauge";
import type { ShardStats } from "./terms/shard-stats";
import type { TenantRouter } from "./placement/tenant-router";
import type { ShardAssignment, Topology } from "./membership/topology";
import type { IncidentListener, TransitionListener } from "./event-listeners";
/**
 * The control plane: takes in heartbeats and says whether each region is Healthy, Degraded or Offline, and why.
 *
 * Pure but for the clock it is given. States of regions are only ever found out by `tick`, `totals`, `snapshot` and `health`,
 * each of which also notes the transitions it finds.
 */
export declare class ControlPlane {
    #private;
    /** The live topology. Change it through the control plane, which retires what a change displaces. */
    readonly topology: Topology;
    readonly tenantRouter: TenantRouter;
    readonly lagGauge: ReplicationLagGauge;
    /** @throws RangeError when region names are ambiguous, or a duration is no number of milliseconds. */
    constructor(
    /** The live topology. Change it through the control plane, which retires what a change displaces. */
    topology: Topology, tenantRouter: TenantRouter, lagGauge: ReplicationLagGauge, options: ControlPlaneOptions);
    get settings(): ControlPlaneSettings;
    /**
     * Changes settings while running; those left out stay.
     *
     * @throws RangeError when region names are ambiguous or a duration is no number of milliseconds; nothing changes then.
     */
    configure(settings: Partial<ControlPlaneSettings>): void;
    /** The replicas as they are right now, for whoever keeps something derived from them. */
    get replicas(): LiveReplicas;
    /** One reading of the clock, for {@link recordHeartbeat}: one is enough for all heartbeats that arrived together. */
    now(): Instant;
    /** Takes in one heartbeat. Never throws for what is in it. */
    recordShardHeartbeat(stats: ShardStats): HeartbeatOutcome;
    /** Counts heartbeats that were refused before they could become `ShardStats`. */
    countRejectedHeartbeats(count: number): void;
    /**
     * Adds a shard or gives it another home. The replica at the old home is retired in the same call.
     *
     * @throws RangeError when an id does not fit 16 bits.
     */
    updateTopology(assignment: ShardAssignment): void;
    /**
     * Makes the topology name exactly these shards: adds, moves and removes what it takes.
     *
     * @throws RangeError when an id does not fit 16 bits, or a shard is assigned twice; nothing changes then.
     */
    replaceTopology(assignments: Iterable<ShardAssignment>): void;
    /**
     * As {@link replaceTopology}, some changes at a time, each step of the iteration some milliseconds of work. Who looks between
     * two steps sees what has changed beside what has not yet; transitions are noted only once all has changed, because a region
     * of which half is replaced is in no state that means anything. Take it to its end.
     *
     * @throws RangeError when an id does not fit 16 bits or a shard is named twice, before anything changes.
     */
    replaceTopologyInSteps(assignments: readonly ShardAssignment[]): Generator<undefined, void>;
    /**
     * Removes a shard with all its replicas, until the topology names it again. Returns whether there was one, be it named by
     * the topology or known by its heartbeats only; when not, nothing is changed.
     */
    removeShard(shardId: ShardId): boolean;
    /**
     * Removes a region with all replicas in it, every shard at home there, and what is known of it as a follower, until the
     * topology names the region again. Returns whether anything was there; when not, nothing is changed.
     */
    removeRegion(regionId: RegionId): boolean;
    /**
     * The background tick: finds transitions that nobody asked about, notices when this process stood still, and forgets what
     * has been silent for long. Call it every `tickIntervalMs`; once it has been called, a long gap between two calls counts as
     * a stall of this process.
     *
     * @throws what a listener threw since the last tick, unless `onListenerError` is told instead; the tick's work is done then.
     */
    tick(): readonly RegionTransition[];
    /** Seconds that this process itself stood still, ever, as far as ticks could tell; its own work left aside. */
    get stallSeconds(): number;
    /** What limits on replicas, regions and followers refused, ever. */
    get refusedByLimits(): RefusedByLimits;
    /** Whether the topology or the configuration names the region; the others named themselves. */
    isRegionNamed(regionId: RegionId): boolean;
    /** Calls `listener` for every change of a region's state. Returns a function that ends it. */
    onTransition(listener: TransitionListener): () => void;
    /** Calls `listener` for every incident that begins, becomes another cause or ends. Returns a function that ends it. */
    onIncident(listener: IncidentListener): () => void;
    /** What regions and cluster add up to now. Cheap at any size, because it says nothing about single replicas. */
    totals(): ClusterTotals;
    /** Everything that can be shown, as of now. */
    snapshot(): ClusterSnapshot;
    /** The cluster's health, with every registered shard. */
    health(): ClusterHealth;
}
