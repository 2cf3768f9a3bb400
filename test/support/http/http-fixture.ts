import { setImmediate as nextTurn } from "node:timers/promises";

import { pino } from "pino";
import type { Logger } from "pino";

import type { Clock } from "../../../src/domain/terms/clock";
import { DirectClusterAdmin } from "../../../src/app/library/direct-cluster-admin";
import { ControlPlane } from "../../../src/domain/control-plane";
import type { ControlPlaneOptions } from "../../../src/domain/control-plane-options";
import { ReplicationLagGauge } from "../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../src/domain/placement/tenant-router";
import { Topology } from "../../../src/domain/membership/topology";
import type { ShardAssignment } from "../../../src/domain/membership/topology";
import type { ClusterAdmin } from "../../../src/http/routing/cluster-admin";
import { HeartbeatBudget } from "../../../src/http/limits/heartbeat-budget";
import type { HttpServices } from "../../../src/http/routing/http-services";
import { Refusals } from "../../../src/http/limits/refusals";
import { createRequestListener } from "../../../src/http/request-listener";
import { HttpServer } from "../../../src/http/server/server";
import type { HttpServerOptions } from "../../../src/http/server/server";
import { limitDefaults } from "../../../src/limits/limit-values";
import { Exposition } from "../../../src/metrics/exposition";

/** 2026-01-01T00:00:00Z: when every fixture's clock starts. Not a multiple of 1024, so that a lost low bit shows. */
export const START_NS = 1_767_225_600_000_000_123n;

/** A clock that goes on only when told to. */
export class HandClock {
  #elapsedMs = 0;

  readonly now: Clock = () => ({
    monotonicMs: this.#elapsedMs,
    wallNs: START_NS + BigInt(this.#elapsedMs) * 1_000_000n,
  });

  advance(ms: number): void {
    this.#elapsedMs += ms;
  }
}

/** What a test may want to be different from the usual. */
export interface FixtureOptions {
  readonly assignments?: readonly ShardAssignment[];
  readonly settings?: Omit<Partial<ControlPlaneOptions>, "clock">;
  /** Services that replace the usual ones, made with the usual ones at hand. */
  readonly services?: (usual: HttpServices) => Partial<HttpServices>;
  /** Limits of the server. */
  readonly server?: Pick<
    HttpServerOptions,
    "timeouts" | "maxHeaderBytes" | "maxConnections" | "pace" | "tls"
  >;
}

/** A whole HTTP interface on a port of its own, over a real control plane and a clock that stands still. */
export interface HttpFixture {
  readonly port: number;
  readonly clock: HandClock;
  readonly controlPlane: ControlPlane;
  readonly services: HttpServices;
  /** Every line that was logged, parsed. */
  readonly logged: readonly Record<string, unknown>[];
  readonly server: HttpServer;
  /** One whole valid heartbeat, as the wire spells it, stamped with the fixture's clock. */
  readonly heartbeat: (overrides?: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  readonly close: () => Promise<void>;
}

const REGION_NAMES = new Map([
  [0, "us-east"],
  [1, "eu-west"],
  [2, "ap-south"],
]);

/** Starts a fixture. The caller closes it. */
export async function startHttp(options: FixtureOptions = {}): Promise<HttpFixture> {
  const clock = new HandClock();
  const logged: Record<string, unknown>[] = [];
  const controlPlane = createControlPlane(clock, options);
  const usual = usualServices(controlPlane, clock, createLogger(logged));
  const services = { ...usual, ...options.services?.(usual) };
  const server = new HttpServer({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    listener: createRequestListener(services),
    ...options.server,
    refusals: services.refusals,
    logger: services.logger,
  });
  await server.start();
  const heartbeat = (overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    shard_id: 0,
    region_id: 0,
    entity_count: 10,
    signal_throughput_eps: 1.5,
    replication_lag: {},
    disk_bytes: 4096,
    last_heartbeat_ns: clock.now().wallNs,
    ...overrides,
  });
  return {
    port: server.addresses[0]?.port ?? 0,
    clock,
    controlPlane,
    services,
    logged,
    server,
    heartbeat,
    close: async () => {
      await server.stop({ graceMs: 0 });
    },
  };
}

function createControlPlane(
  clock: HandClock,
  { assignments = [], settings = {} }: FixtureOptions,
): ControlPlane {
  const topology = new Topology(assignments);
  return new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: clock.now,
    regionNames: REGION_NAMES,
    ...settings,
  });
}

function usualServices(controlPlane: ControlPlane, clock: HandClock, logger: Logger): HttpServices {
  const refusals = new Refusals(logger, clock.now);
  const limits = {
    ...limitDefaults("request"),
    maxBodyBytes: 1024 * 1024,
    maxBatch: 5_000,
    maxLineBytes: 1024 * 1024,
    rateLimit: { ...limitDefaults("window"), windowMs: 1_000 },
    maxTenants: 100,
  };
  return {
    controlPlane,
    exposition: new Exposition({
      totals: () => controlPlane.totals(),
      replicas: controlPlane.replicas,
      nextTurn,
      programStatus: () => ({
        version: "1.2.3",
        revision: "abc",
        nodeVersion: process.version,
        configReloadSuccessful: true,
        configReloadSuccessAtNs: START_NS,
        refusals: refusals.counts,
      }),
      detail: "follower",
      clock: clock.now,
    }),
    clusterAdmin: directAdmin(controlPlane),
    reload: () => Promise.resolve({ ok: true }),
    readiness: () => [],
    logger,
    tokens: () => [],
    limits,
    refusals,
    heartbeatBudget: new HeartbeatBudget(clock.now),
    version: "1.2.3",
    telemetryPath: "/metrics",
  };
}

/** Applies changes and keeps nothing: what is tested here is the interface above. A plain object, so that tests can replace parts. */
export function directAdmin(controlPlane: ControlPlane): ClusterAdmin {
  const admin = new DirectClusterAdmin(controlPlane);
  return {
    keptIn: undefined,
    assignShard: (assignment) => admin.assignShard(assignment),
    removeShard: (shardId) => admin.removeShard(shardId),
    removeRegion: (regionId) => admin.removeRegion(regionId),
    putTenant: (config, limit) => admin.putTenant(config, limit),
    removeTenant: (tenantId) => admin.removeTenant(tenantId),
    announce: (request) => admin.announce(request),
    endMaintenance: (id) => admin.endMaintenance(id),
  };
}

function createLogger(logged: Record<string, unknown>[]): Logger {
  return pino(
    { level: "debug" },
    {
      write: (line: string) => {
        logged.push(JSON.parse(line) as Record<string, unknown>);
      },
    },
  );
}
