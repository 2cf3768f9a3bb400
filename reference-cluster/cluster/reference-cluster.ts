import type { Logger } from "pino";
import type { RegionId, ShardId } from "#exporter/domain/terms/ids";
import type { ShardStats } from "#exporter/domain/terms/shard-stats";
import { DiscoveryAgents } from "../forage/discovery-agents";
import type { ExporterClient } from "../heartbeats/exporter-client";
import { SignalExports } from "../export/signal-exports";
import { withContent } from "../heartbeats/heartbeat-content";
import { HeartbeatSender } from "../heartbeats/heartbeat-sender";
import type { HeartbeatStatus } from "../heartbeats/heartbeat-sender";
import { replicaStats } from "../heartbeats/replica-stats";
import type { ClusterLayout } from "../layout";
import { InProcessTransport } from "../replication/in-process-transport";
import type { LinkConditions } from "../replication/link-conditions";
import { createRouter } from "../routing/create-router";
import type { Scheduler } from "../scheduler";
import type { SessionMessage } from "../sessions/session-event";
import { SessionWorkload } from "../sessions/session-workload";
import { Tenants } from "../tenants/tenants";
import { SignalWorkload } from "../workload/signal-workload";
import type { ClusterSettings } from "./cluster-settings";
import { Conditions } from "./conditions";
import { HomeMover } from "./home-mover";
import { Leaderships } from "./leaderships";
import { NodeControl } from "./node-control";
import { ReplicaFleet } from "./replica-fleet";
import { SessionService } from "./session-service";

/** What a cluster is given: time, the exporter to report to, and a log. */
export interface ClusterSurroundings {
  readonly scheduler: Scheduler;
  readonly exporter: ExporterClient;
  readonly log: Logger;
}

/** A whole cluster in one process: replicas in regions, a workload, heartbeats, and everything that faults act on. */
export class ReferenceCluster {
  readonly settings: ClusterSettings;
  readonly layout: ClusterLayout;
  readonly conditions: Conditions;
  readonly leaderships: Leaderships;
  readonly transport: InProcessTransport;
  readonly fleet: ReplicaFleet;
  readonly workload: SignalWorkload;
  readonly sessions: SessionService;
  readonly sessionWorkload: SessionWorkload;
  readonly homes: HomeMover;
  readonly discoveryAgents: DiscoveryAgents;
  readonly exports: SignalExports;
  readonly nodes: NodeControl;
  readonly tenants: Tenants;
  readonly #heartbeats: ReadonlyMap<RegionId, HeartbeatSender>;
  readonly #exporter: ExporterClient;
  readonly #scheduler: Scheduler;

  /**
   * Builds everything on what lies on disk, and starts nothing.
   *
   * @throws RangeError when the workload's rate is out of bounds, Error when what lies on disk cannot be read.
   */
  constructor(settings: ClusterSettings, { scheduler, exporter, log }: ClusterSurroundings) {
    const { layout, dataDirectory, walLimits } = settings;
    this.settings = settings;
    this.layout = layout;
    this.#exporter = exporter;
    this.#scheduler = scheduler;
    this.conditions = new Conditions(() => {
      this.fleet.reconcile();
      this.sessions.reconcile();
    });
    this.leaderships = new Leaderships(layout, dataDirectory);
    const sessionTransport = new InProcessTransport<SessionMessage>(scheduler, usualLink);
    this.transport = new InProcessTransport(scheduler, usualLink, sessionTransport);
    const clients = { seed: settings.workload.seed, clients: settings.sessionClients };
    this.sessionWorkload = new SessionWorkload(clients, layout, scheduler, (regionId) =>
      this.sessions.running(regionId),
    );
    const onCut = (problem: string): void => {
      log.warn({ problem }, "data that cannot be trusted was dropped");
    };
    this.sessions = new SessionService({
      layout,
      conditions: this.conditions,
      scheduler,
      transport: sessionTransport,
      dataDirectory,
      onCut,
    });
    this.fleet = new ReplicaFleet({
      layout,
      scheduler,
      transport: this.transport,
      leaderships: this.leaderships,
      conditions: this.conditions,
      dataDirectory,
      walLimits,
      onCut,
    });
    const router = createRouter(settings.routing, layout.shards.length);
    const target = {
      write: this.fleet.write.bind(this.fleet),
      isHidden: this.sessions.isHidden.bind(this.sessions),
    };
    this.workload = new SignalWorkload(settings.workload, layout, router, scheduler, target);
    this.discoveryAgents = new DiscoveryAgents(() => scheduler.monotonicMs());
    this.homes = new HomeMover(this.fleet, this.leaderships, this.conditions, exporter, scheduler);
    const { fleet } = this;
    const shardIds = layout.shards.map(({ shardId }) => shardId);
    this.exports = new SignalExports({ shardIds, leader: fleet.leader.bind(fleet) }, scheduler);
    this.nodes = new NodeControl(this.conditions, dataDirectory);
    this.tenants = new Tenants({
      dataDirectory,
      shardIds: layout.shards.map(({ shardId }) => shardId),
      isServed: (shardId) => this.fleet.leader(shardId) !== undefined,
      scheduler,
      onCut,
    });
    this.#heartbeats = new Map(
      layout.regions.map((region) => {
        const collect = (): readonly ShardStats[] => this.#heartbeatsOf(region.regionId, scheduler);
        const { heartbeatIntervalMs: intervalMs, heartbeatFormat: format } = settings;
        const { conditions } = this;
        const parts = { region, collect, client: exporter, conditions, scheduler, intervalMs, format, log };
        return [region.regionId, new HeartbeatSender(parts)];
      }),
    );
  }

  /** Starts the replicas, the workload and the heartbeats, which are spread over their interval. */
  start(): void {
    this.fleet.start();
    this.workload.start();
    this.tenants.start();
    this.sessions.start();
    this.sessionWorkload.start(this.sessions.latestSession);
    const spacingMs = this.settings.heartbeatIntervalMs / this.#heartbeats.size;
    let offsetMs = 0;
    for (const sender of this.#heartbeats.values()) {
      offsetMs += spacingMs;
      sender.start(offsetMs);
    }
  }

  /** Stops everything, the calls to the exporter included. What lies on disk stays. */
  stop(): void {
    this.workload.stop();
    this.sessionWorkload.stop();
    this.tenants.stop();
    this.sessions.stop();
    for (const sender of this.#heartbeats.values()) sender.stop();
    this.fleet.stop();
    this.homes.stop();
    this.#exporter.close();
  }

  /** How the heartbeats of a region have fared; undefined when there is no such region. */
  heartbeatStatus(regionId: RegionId): HeartbeatStatus | undefined {
    return this.#heartbeats.get(regionId)?.status;
  }

  #heartbeatsOf(regionId: RegionId, scheduler: Scheduler): readonly ShardStats[] {
    const batch = this.fleet
      .inRegion(regionId)
      .map((replica) => replicaStats(replica, this.fleet.diverged(replica), this.conditions, scheduler));
    const limited = this.conditions.heartbeatContent.onRegion(regionId).at(-1);
    return withContent(batch, limited ?? this.settings.heartbeatContent);
  }

  /** The machine's wall clock, in nanoseconds since the epoch. */
  nowNs(): bigint {
    return this.#scheduler.wallNs();
  }

  /** Where a shard is led at this moment. @throws RangeError when there is no such shard. */
  homeOf(shardId: ShardId): RegionId {
    return this.leaderships.of(shardId).regionId;
  }
}

/** Between regions that are numbered further apart messages take longer, as between continents. */
function usualLink(from: RegionId, to: RegionId): LinkConditions {
  return { latencyMs: 15 + 25 * Math.abs(from - to), bytesPerSecond: 10_000_000, loss: 0 };
}
