import { pino } from "pino";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { Agent } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { recordCluster } from "../../../src/app/history/record-cluster";
import { bareServices } from "../../../src/app/library/bare-services";
import { readBuildInfo } from "../../../src/app/build-info";
import { SystemControlPlane } from "../../../src/app/cluster/system-control-plane";
import { StoredClusterAdmin } from "../../../src/app/cluster/stored-cluster-admin";
import { loadConfig } from "../../../src/config/load";
import { ConfigReloader } from "../../../src/reload/reload";
import type { ControlPlane } from "../../../src/domain/control-plane";
import { EventLog } from "../../../src/domain/history/event-log";
import { EventRecorder } from "../../../src/domain/history/event-recorder";
import { ReplicationLagGauge } from "../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../src/domain/placement/tenant-router";
import { Topology } from "../../../src/domain/membership/topology";
import { createExpressApp } from "../../../src/http/app";
import type { HttpApplication } from "../../../src/http/app";
import { FileStore } from "../../../src/store/file/file-store";
import { fakeClock } from "../../support/domain/domain-fixtures";
import { ask } from "../clients/ask";
import { heartbeatBatch, REGIONS } from "../clients/heartbeat-batch";

const SHARDS = 60;
/** Followers that each heartbeat tells of. */
const FOLLOWERS = 2;
/** Short against any life: replicas that left are forgotten within it, so that they may not add up. */
const FORGET_AFTER_SECONDS = 60;
/** The shards that come for a while and go; each is a new one. */
const FIRST_PASSER_BY = 1_000;
const TENANTS_AT_A_TIME = 20;
/** A history of ten thousand events takes three days of this life to fill, 0.1 MiB an hour; one of so many is full within a minute or two. */
const KEPT_EVENTS = 4;

/** How often something happens, in seconds of life. */
const EVERY = {
  heartbeats: 5,
  scrapes: 15,
  tenants: 30,
  moves: 20,
  passersBy: 10,
  retirements: 45,
  reloads: 120,
};

/**
 * A control plane with its HTTP routes, its state file and its configuration, whose clock this moves: second by second, as
 * fast as the machine goes. Everything that comes and goes in a year comes and goes.
 */
export class CompressedLife {
  readonly #time = fakeClock();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #counts: Record<string, number> = {};
  readonly #folder: string;
  readonly #store: FileStore;
  readonly #controlPlane: ControlPlane;
  readonly #server: Server;
  readonly #events = new EventLog(KEPT_EVENTS);
  readonly #homes = Array.from({ length: SHARDS }, (_, shard) => shard % REGIONS);
  #reloader: ConfigReloader | undefined;
  #second = 0;

  private constructor(folder: string, store: FileStore) {
    this.#folder = folder;
    this.#store = store;
    const topology = new Topology([]);
    this.#controlPlane = new SystemControlPlane(
      topology,
      new TenantRouter(topology),
      new ReplicationLagGauge(),
      {
        clock: this.#time.clock,
        forgetAfterMs: FORGET_AFTER_SECONDS * 1000,
      },
    );
    recordCluster(this.#controlPlane, new EventRecorder(this.#events));
    this.#server = createServer(this.#routes());
  }

  /** Those of the library, whose history is longer. */
  #routes(): HttpApplication {
    const { clock } = this.#time;
    const logger = pino({ enabled: false });
    const bare = { controlPlane: this.#controlPlane, clock, logger, buildInfo: readBuildInfo() };
    return createExpressApp({
      ...bareServices({ ...bare, limits: undefined, detail: "follower" }),
      clusterAdmin: new StoredClusterAdmin(this.#store, this.#controlPlane),
      reload: () => this.#reload(),
      events: this.#events,
      logger,
    });
  }

  /** Whether each further event makes an earlier one go. */
  get isHistoryFull(): boolean {
    return this.#events.events.length === KEPT_EVENTS;
  }

  /** @param folder - an empty folder of the caller's. */
  static async begin(folder: string): Promise<CompressedLife> {
    const life = new CompressedLife(folder, await FileStore.open(join(folder, "state.json")));
    life.#server.listen(0, "127.0.0.1");
    await once(life.#server, "listening");
    for (let shard = 0; shard < SHARDS; shard += 1)
      await life.#put(`topology/shards/${shard}`, { region_id: shard % REGIONS });
    return life;
  }

  /** @param seconds - of life, rounded down. */
  async live(seconds: number): Promise<void> {
    const until = this.#second + Math.floor(seconds);
    while (this.#second < until) {
      this.#second += 1;
      this.#time.advance(1_000);
      this.#controlPlane.tick();
      await this.#happenings();
    }
  }

  /** Closes everything. Returns how often what happened. */
  async end(): Promise<Readonly<Record<string, number>>> {
    this.#agent.destroy();
    this.#server.close();
    await once(this.#server, "close");
    await this.#store.close();
    return { "seconds of life": this.#second, ...this.#counts };
  }

  async #happenings(): Promise<void> {
    const second = this.#second;
    const isTime = (every: number): boolean => second % every === 0;
    if (isTime(EVERY.heartbeats))
      await this.#beat(heartbeatBatch({ first: 0, count: SHARDS, followers: FOLLOWERS }, this.#nowNs()));
    if (isTime(EVERY.passersBy)) await this.#passBy(FIRST_PASSER_BY + Math.floor(second / EVERY.passersBy));
    if (isTime(EVERY.scrapes))
      await this.#read(second % 2 === 0 ? "text/plain" : "application/openmetrics-text");
    if (isTime(EVERY.moves)) await this.#move((second / EVERY.moves) % SHARDS);
    if (isTime(EVERY.retirements)) await this.#retireAndReturn((second / EVERY.retirements) % SHARDS);
    if (isTime(EVERY.tenants)) await this.#changeTenants(second / EVERY.tenants);
    if (isTime(EVERY.reloads)) await this.#call("reloads", "POST", "/-/reload");
  }

  #nowNs(): bigint {
    return this.#time.wallNs;
  }

  async #beat(body: string): Promise<void> {
    await this.#call("batches of heartbeats", "POST", "/api/v1/heartbeats", body);
  }

  /** A shard that nobody has heard of beats once, and never again. */
  async #passBy(shard: number): Promise<void> {
    const passer = { first: FIRST_PASSER_BY + (shard % 60_000), count: 1, followers: FOLLOWERS };
    await this.#beat(heartbeatBatch(passer, this.#nowNs()));
    this.#count("shards that came and went");
  }

  async #read(accept: string): Promise<void> {
    await this.#call("scrapes", "GET", "/metrics", "", { accept });
    await this.#call("readings of the health", "GET", "/health.json");
    await this.#call("status pages", "GET", "/");
  }

  /** To the next region and, the next time round, on; its heartbeats from the old one are a retired replica's. */
  async #move(shard: number): Promise<void> {
    const home = ((this.#homes[shard] ?? 0) + 1) % REGIONS;
    this.#homes[shard] = home;
    await this.#put(`topology/shards/${shard}`, { region_id: home });
    this.#count("moves of a shard");
  }

  async #retireAndReturn(shard: number): Promise<void> {
    await this.#call("retirements", "DELETE", `/api/v1/topology/shards/${shard}`);
    await this.#put(`topology/shards/${shard}`, { region_id: this.#homes[shard] ?? 0 });
  }

  async #changeTenants(turn: number): Promise<void> {
    await this.#put(`tenants/${turn}`, { max_signals_per_sec: turn, required_regions: [turn % REGIONS] });
    if (turn > TENANTS_AT_A_TIME) {
      await this.#call("tenants removed", "DELETE", `/api/v1/tenants/${turn - TENANTS_AT_A_TIME}`);
    }
    this.#count("tenants added");
  }

  async #reload(): Promise<
    { readonly ok: true } | { readonly ok: false; readonly problems: readonly never[] }
  > {
    const path = join(this.#folder, "tidaldb-exporter.yml");
    const offlineAfter = 20 + (this.#second % 7);
    await writeFile(
      path,
      `health: { offline_after: ${offlineAfter}s, forget_after: ${FORGET_AFTER_SECONDS}s }\n`,
    );
    if (!this.#reloader) {
      const initial = await loadConfig(path, { env: {} });
      if (!initial.ok) return { ok: false, problems: [] };
      this.#reloader = new ConfigReloader({ path, env: {}, clock: this.#time.clock, initial: initial.value });
    }
    const loaded = await this.#reloader.reload();
    if (!loaded.ok) return { ok: false, problems: [] };
    this.#controlPlane.configure(loaded.value.config.controlPlane);
    return { ok: true };
  }

  async #put(path: string, value: object): Promise<void> {
    await this.#call("changes", "PUT", `/api/v1/${path}`, JSON.stringify(value));
  }

  /** @throws Error when it is not answered with success: a life in which nothing happens would prove nothing. */
  async #call(
    what: string,
    method: string,
    path: string,
    body = "",
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { port } = this.#server.address() as AddressInfo;
    const { status, text } = await ask({
      port,
      method,
      path,
      headers: { ...headers, ...(body === "" ? {} : { "content-type": "application/json" }) },
      body,
      agent: this.#agent,
    });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    this.#count(what);
  }

  #count(what: string): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
  }
}
