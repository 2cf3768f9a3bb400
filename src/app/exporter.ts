import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../config/config";
import type { ConfigReloader } from "../config/reload";
import type { WebConfigReloader } from "../config/web-config/web-config-reloader";
import type { ControlPlane } from "../domain/control-plane";
import { ReplicationLagGauge } from "../domain/replication-lag-gauge";
import { TenantRouter } from "../domain/tenant-router";
import { Topology } from "../domain/topology";
import { PACE_WINDOW_MS } from "../http/answer-pace";
import { createRequestListener } from "../http/request-listener";
import { HeartbeatBudget } from "../http/heartbeat-budget";
import type { ReloadResult } from "../http/http-services";
import { formatListenAddress } from "../http/listen-address";
import type { ListenAddress } from "../http/listen-address";
import { Refusals } from "../http/refusals";
import { HttpServer } from "../http/server";
import { Exposition } from "../metrics/exposition";
import { PromClientSelfMetrics } from "../metrics/self-metrics";
import type { Store } from "../store/store";
import { applyConfig } from "./apply-config";
import type { BuildInfo } from "./build-info";
import { EmbeddedControlPlane } from "./embedded-control-plane";
import { EventLoopWatch } from "./event-loop-watch";
import { logProblems } from "./log-problems";
import { logShedding } from "./log-shedding";
import { logTlsRefusals } from "./log-tls-refusals";
import { logTransitions } from "./log-transitions";
import { openStore } from "./open-store";
import type { OpenedStore } from "./open-store";
import { Readiness } from "./readiness";
import { startSummarisingRefusals } from "./refusal-summaries";
import { StoredClusterAdmin } from "./stored-cluster-admin";
import { systemClock } from "./system-clock";
import { startDraining } from "./start-draining";
import { startWatching } from "./start-watching";
import { startTicking } from "./ticker";
import { WebSecurity } from "./web-security";

/** How long requests in flight may take after a stop was asked for; Kubernetes kills after 30 s. */
const STOP_GRACE_MS = 10_000;

/** How often the store is asked whether it can be reached, for the readiness probe. */
const STORE_CHECK_INTERVAL_MS = 5_000;

/** What an exporter is started with. */
export interface ExporterOptions {
  readonly reloader: ConfigReloader;
  /** Undefined without a web configuration. */
  readonly webReloader: WebConfigReloader | undefined;
  /** As shown to people; undefined without a configuration file. */
  readonly configPath: string | undefined;
  readonly listenAddresses: readonly ListenAddress[];
  /** Where the metrics are, with a leading slash. */
  readonly telemetryPath: string;
  /** Scrapes that are answered at a time; 0: no limit. */
  readonly maxScrapesInFlight: number;
  readonly logger: Logger;
  readonly buildInfo: BuildInfo;
}

/** The running exporter: everything built, in order, and stopped in the opposite order. */
export class Exporter {
  readonly #options: ExporterOptions;
  readonly #opened: OpenedStore;
  readonly #exposition: Exposition;
  readonly #readiness: Readiness;
  readonly #refusals: Refusals;
  readonly #web: WebSecurity;
  readonly #server: HttpServer;
  readonly #eventLoopWatch = new EventLoopWatch();
  readonly #endings: (() => void)[] = [
    () => {
      this.#eventLoopWatch.close();
    },
  ];
  readonly controlPlane: ControlPlane;

  private constructor(options: ExporterOptions, opened: OpenedStore, controlPlane: ControlPlane) {
    this.#options = options;
    this.#opened = opened;
    this.controlPlane = controlPlane;
    this.#refusals = new Refusals(options.logger, systemClock());
    this.#web = new WebSecurity(
      options.webReloader,
      () => options.reloader.current.config.auth.users,
      options.logger,
    );
    this.#exposition = this.#buildExposition();
    this.#readiness = new Readiness(opened.store, options.logger);
    this.#server = this.#buildServer();
  }

  /**
   * Opens the store, takes in what it holds, and listens.
   *
   * @throws StoreError when the state cannot be read or is another writer's.
   * @throws ListenError when an address cannot be listened on.
   */
  static async start(options: ExporterOptions): Promise<Exporter> {
    const opened = await openStore(options.reloader.current.config, options.configPath);
    try {
      const controlPlane = await buildControlPlane(
        options.reloader.current.config,
        opened.store,
        options.logger,
      );
      const exporter = new Exporter(options, opened, controlPlane);
      await exporter.#begin();
      return exporter;
    } catch (error) {
      await opened.store.close();
      throw error;
    }
  }

  /** Where it listens, as HOST:PORT with the ports that the system chose. */
  get addresses(): readonly ListenAddress[] {
    return this.#server.addresses;
  }

  /** Re-reads the configuration and the web configuration. A bad one changes nothing and is logged, problem by problem. */
  async reload(): Promise<ReloadResult> {
    const results = [await this.#reloadConfig(), await this.#web.reload()];
    const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
    return problems.length === 0 ? { ok: true } : { ok: false, problems };
  }

  async #reloadConfig(): Promise<ReloadResult> {
    const { reloader, logger, configPath } = this.#options;
    const result = await reloader.reload();
    if (result.ok) {
      applyConfig(result.config, {
        controlPlane: this.controlPlane,
        exposition: this.#exposition,
        configStore: this.#opened.configStore,
      });
      logger.info({ config: configPath }, "configuration reloaded");
      return { ok: true };
    }
    logProblems(result.problems, "configuration not reloaded", logger);
    return result;
  }

  /** Closes the ports at once, lets requests in flight end, and closes the store. */
  async stop(): Promise<void> {
    const { logger } = this.#options;
    this.#readiness.stopping();
    logger.info("stopping: ports closed, finishing open requests");
    const cut = await this.#server.stop({ graceMs: STOP_GRACE_MS });
    if (cut > 0) logger.warn({ connections: cut }, "connections were cut off: they did not end in time");
    for (const end of this.#endings) end();
    await this.#opened.store.close();
    logger.info("stopped");
  }

  async #begin(): Promise<void> {
    const { logger, configPath, telemetryPath } = this.#options;
    // First, because it is what can fail: nothing else is running then that would have to be ended.
    await this.#server.start();
    this.#endings.push(
      logTransitions(this.controlPlane, logger),
      startDraining(this.#exposition),
      startTicking(this.controlPlane, (stallSeconds) => {
        logger.warn(
          { stall_seconds: stallSeconds },
          "this process stood still; the time does not count as silence",
        );
      }),
    );
    await this.#readiness.checkStore();
    const storeCheck = setInterval(() => void this.#readiness.checkStore(), STORE_CHECK_INTERVAL_MS);
    storeCheck.unref();
    this.#endings.push(() => {
      clearInterval(storeCheck);
    });
    this.#endings.push(startSummarisingRefusals(this.controlPlane, this.#refusals));
    this.#endings.push(startWatching(() => this.#web.reloadIfChanged()));
    this.#readiness.started();
    const tls = this.#web.tls !== undefined;
    for (const address of this.addresses) {
      logger.info({ address: formatListenAddress(address), telemetry_path: telemetryPath, tls }, "listening");
    }
    logger.info({ config: configPath, state: this.#opened.store.keptIn }, "ready");
  }

  #buildExposition(): Exposition {
    const { reloader, buildInfo, logger } = this.#options;
    return new Exposition({
      figures: () => this.controlPlane.figures(),
      replicas: this.controlPlane.replicas,
      programStatus: () => ({
        ...buildInfo,
        configReloadSuccessful: reloader.lastReloadSuccessful,
        configReloadSuccessAtNs: reloader.lastSuccessAtNs,
        ...this.#web.status,
        refusals: this.#refusals.counts,
      }),
      detail: reloader.current.config.metrics.detail,
      maxSeries: reloader.current.config.metrics.maxSeries,
      onShedding: (change) => {
        logShedding(change, logger);
      },
      nextTurn,
      clock: systemClock(),
      selfMetrics: new PromClientSelfMetrics(
        () => this.#eventLoopWatch.take(),
        (metric, err) => {
          logger.warn({ err, metric }, "a metric about this process could not be measured and is left out");
        },
      ),
    });
  }

  #buildServer(): HttpServer {
    const { reloader, listenAddresses, telemetryPath, maxScrapesInFlight, logger, buildInfo } = this.#options;
    const { http } = reloader.current.config;
    const listener = createRequestListener({
      controlPlane: this.controlPlane,
      exposition: this.#exposition,
      clusterAdmin: new StoredClusterAdmin(this.#opened.store, this.controlPlane),
      reload: () => this.reload(),
      readiness: () => this.#readiness.reasons,
      logger,
      tokens: () => reloader.current.tokens,
      passwords: () => this.#web.passwords,
      extraHeaders: () => this.#web.headers,
      openProbes: () => reloader.current.config.auth.openProbes,
      limits: {
        get maxBodyBytes() {
          return reloader.current.config.http.maxBodyBytes;
        },
        get maxBatch() {
          return reloader.current.config.http.maxBatch;
        },
        get maxLineBytes() {
          return reloader.current.config.http.maxLineBytes;
        },
        get rateLimit() {
          return reloader.current.config.http.rateLimit;
        },
        get maxAnswersInFlight() {
          return reloader.current.config.http.maxAnswers;
        },
        get addressShare() {
          return reloader.current.config.http.addressShare;
        },
        get maxSnapshots() {
          return reloader.current.config.http.maxSnapshots;
        },
        get maxTenants() {
          return reloader.current.config.http.maxTenants;
        },
        maxScrapesInFlight,
      },
      refusals: this.#refusals,
      heartbeatBudget: new HeartbeatBudget(() => reloader.current.config.http.rateLimit, systemClock()),
      version: buildInfo.version,
      telemetryPath,
    });
    return new HttpServer({
      addresses: listenAddresses,
      listener,
      timeouts: {
        headerMs: http.headerTimeoutMs,
        requestMs: http.requestTimeoutMs,
        idleMs: http.idleTimeoutMs,
      },
      pace: () => {
        const { answerTimeoutMs, answerBytesPerSecond } = reloader.current.config.http;
        return {
          answerMs: answerTimeoutMs,
          bytesPerSecond: answerBytesPerSecond,
          windowMs: PACE_WINDOW_MS,
        };
      },
      maxHeaderBytes: http.maxHeaderBytes,
      maxConnections: http.maxConnections,
      refusals: this.#refusals,
      tls: { settings: () => this.#web.tls, onRefused: logTlsRefusals(logger, systemClock()) },
      extraHeaders: () => this.#web.headers,
    });
  }
}

async function buildControlPlane(config: Config, store: Store, logger: Logger): Promise<ControlPlane> {
  const { shards, tenants } = await store.load();
  const topology = new Topology(shards);
  const tenantRouter = new TenantRouter(topology);
  for (const tenant of tenants) tenantRouter.registerTenant(tenant);
  return new EmbeddedControlPlane(topology, tenantRouter, new ReplicationLagGauge(), {
    ...config.controlPlane,
    onListenerError: (err, { name }) => {
      logger.error({ err, region: name }, "a listener of transitions failed; the others were told");
    },
  });
}
