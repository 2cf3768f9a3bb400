import { setImmediate as nextTurn } from "node:timers/promises";
import { SharedRuns } from "../reload/shared-runs";
import type { ControlPlane } from "../domain/control-plane";
import { RegionCourses } from "../domain/history/region-courses";
import type { NatsHeartbeats } from "../nats/heartbeats/nats-heartbeats";
import type { ReloadResult } from "../http/routing/http-services";
import { formatListenAddress } from "../http/server/listen-address";
import type { ListenAddress } from "../http/server/listen-address";
import { Refusals } from "../http/limits/refusals";
import type { HttpServer } from "../http/server/server";
import type { Exposition } from "../metrics/exposition";
import type { ProgramStatus } from "../metrics/terms/exporter-status";
import { buildExposition } from "./build-exposition";
import { applyConfig } from "./cluster/apply-config";
import { buildControlPlane } from "./cluster/build-control-plane";
import { Endings } from "./endings";
import type { ExporterOptions } from "./exporter-options";
import { EventLoopWatch } from "./background/event-loop-watch";
import { logProblems } from "./logging/log-problems";
import { logIncidents } from "./logging/log-incidents";
import { logTransitions } from "./logging/log-transitions";
import { heartbeatsOverNats, natsStatusOf } from "./heartbeats-over-nats";
import { openStore } from "./cluster/open-store";
import type { OpenedStore } from "./cluster/open-store";
import type { HeardKeeper } from "./cluster/heard-keeper";
import type { ClusterHistory } from "./history/cluster-history";
import { keepCourses } from "./history/keep-courses";
import { recallEarlier } from "./history/recall-earlier";
import type { Earlier } from "./history/recall-earlier";
import { ClusterRecording } from "./recording/cluster-recording";
import { PolledNeighbours } from "./background/polled-neighbours";
import { Readiness } from "./background/readiness";
import { startSummarisingRefusals } from "./background/refusal-summaries";
import { startFollowingOthers, startKeepingState } from "./keep-state";
import { StoredClusterAdmin } from "./cluster/stored-cluster-admin";
import { systemClock } from "./cluster/system-clock";
import { buildServer } from "./serving/build-server";
import { stopServer } from "./serving/stop-server";
import { startCheckingStore } from "./background/start-checking-store";
import { startDraining } from "./background/start-draining";
import { startWatching } from "./background/start-watching";
import { startTicking } from "./background/ticker";
import { WebSecurity } from "./serving/web-security";

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
  readonly #reloads = new SharedRuns(() => this.#reload());
  readonly #endings: Endings;
  readonly #clusterAdmin: StoredClusterAdmin;
  readonly #heardKeeper: HeardKeeper | undefined;
  readonly #history: ClusterHistory;
  readonly #courses = new RegionCourses();
  /** Undefined where heartbeats do not go over NATS. */
  readonly #natsHeartbeats: NatsHeartbeats | undefined;
  readonly #neighbours: PolledNeighbours;
  /** Undefined where nothing is recorded. */
  readonly #recording: ClusterRecording | undefined;
  readonly controlPlane: ControlPlane;

  private constructor(
    options: ExporterOptions,
    opened: OpenedStore,
    controlPlane: ControlPlane,
    { heardKeeper, history }: Earlier,
    recording: ClusterRecording | undefined,
  ) {
    this.#options = options;
    this.#opened = opened;
    this.#heardKeeper = heardKeeper;
    this.#history = history;
    this.#recording = recording;
    this.controlPlane = controlPlane;
    this.#readiness = new Readiness(opened.store, options.logger);
    // Asked after each save: a probe that comes after the answer to a change must know what became of it.
    this.#clusterAdmin = new StoredClusterAdmin(
      opened.store,
      controlPlane,
      () => this.#readiness.checkStore(),
      (follow) => history.recordReplacement(controlPlane, follow),
    );
    this.#endings = new Endings((err) => {
      options.logger.error({ err }, "something could not be ended in order; the rest was");
    });
    this.#endings.add(
      () => opened.store.close(),
      () => recording?.close(),
      () => {
        this.#eventLoopWatch.close();
      },
    );
    const { logger } = options;
    const { version } = options.buildInfo;
    this.#neighbours = new PolledNeighbours({ controlPlane, logger, clock: systemClock(), version });
    this.#refusals = new Refusals(options.logger, systemClock());
    this.#web = new WebSecurity(
      options.webReloader,
      () => options.reloader.current.config.auth.users,
      options.logger,
      () => options.reloader.current.config.auth.userIngest,
    );
    this.#natsHeartbeats = heartbeatsOverNats({
      config: () => options.reloader.current.config,
      controlPlane,
      refusals: this.#refusals,
      logger,
    });
    this.#endings.add(() => this.#natsHeartbeats?.close());
    this.#exposition = buildExposition(options, {
      controlPlane,
      courses: this.#courses,
      eventLoopWatch: this.#eventLoopWatch,
      programStatus: () => this.#programStatus(),
    });
    this.#server = this.#buildServer();
  }

  /**
   * Opens the store, takes in what it holds, and listens. What was begun until something fails is ended again.
   *
   * @throws StoreError when the state cannot be read or is another writer's.
   * @throws ListenError when an address cannot be listened on.
   */
  static async start(options: ExporterOptions): Promise<Exporter> {
    const opened = await openStore(options.reloader.current.config, options.configPath, options.logger);
    const exporter = await Exporter.#build(options, opened);
    try {
      await exporter.#begin();
      return exporter;
    } catch (error) {
      await exporter.#end();
      throw error;
    }
  }

  static async #build(options: ExporterOptions, opened: OpenedStore): Promise<Exporter> {
    const { reloader, logger, buildInfo } = options;
    const { config } = reloader.current;
    const path = options.recordingPath ?? config.recording.path;
    let recording: ClusterRecording | undefined;
    try {
      recording = await ClusterRecording.open({ ...config.recording, path }, buildInfo.version, logger);
      const controlPlane = await buildControlPlane(config, opened.store, logger, recording?.recorder);
      const earlier = await recallEarlier(opened, controlPlane, systemClock(), logger);
      return new Exporter(options, opened, controlPlane, earlier, recording);
    } catch (error) {
      await recording?.close();
      await opened.store.close();
      throw error;
    }
  }

  /** Where it listens, as HOST:PORT with the ports that the system chose. */
  get addresses(): readonly ListenAddress[] {
    return this.#server.addresses;
  }

  /**
   * Re-reads the configuration and the web configuration. A bad one changes nothing and is logged, problem by problem. Who asks
   * while a reload is under way shares the next one with all others who do, so that hundreds of them make two.
   */
  reload(): Promise<ReloadResult> {
    return this.#reloads.run();
  }

  async #reload(): Promise<ReloadResult> {
    const results = [await this.#reloadConfig(), await this.#web.reload()];
    const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
    this.#history.noteReload(problems);
    return problems.length === 0 ? { ok: true } : { ok: false, problems };
  }

  async #reloadConfig(): Promise<ReloadResult> {
    const { reloader, logger, configPath } = this.#options;
    const result = await reloader.reload();
    if (result.ok) {
      const { config } = result.value;
      const { controlPlane } = this;
      const reconfigured = {
        controlPlane,
        exposition: this.#exposition,
        configStore: this.#opened.configStore,
        nextTurn,
      };
      await this.#history.recordReplacement(controlPlane, () => applyConfig(config, reconfigured));
      this.#recording?.recorder.noteExposition(config.metrics);
      await this.#opened.renewCredentials();
      await this.#natsHeartbeats?.renew();
      this.#neighbours.configure(config);
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
    this.#history.end();
    logger.info("stopping: ports closed, finishing open requests");
    await this.#end();
    logger.info("stopped");
  }

  /** The ports are opened first, because that is what can fail, and closed first, because requests in flight use all the rest. */
  async #end(): Promise<void> {
    this.#endings.add(() => stopServer(this.#server, this.#options.logger));
    await this.#endings.run();
  }

  async #begin(): Promise<void> {
    const { logger, configPath, telemetryPath } = this.#options;
    await this.#server.start();
    this.#endings.add(
      ...startKeepingState({ admin: this.#clusterAdmin, heardKeeper: this.#heardKeeper, logger }),
      logTransitions(this.controlPlane, logger),
      logIncidents(this.controlPlane, logger),
      this.#beginHistory(),
      startDraining(this.#exposition),
      keepCourses(this.#courses, this.controlPlane, systemClock()),
      startTicking(this.controlPlane, (stallSeconds) => {
        this.#history.noteStall(stallSeconds);
        logger.warn(
          { stall_seconds: stallSeconds },
          "this process stood still; what waited meanwhile is taken in before anything is judged",
        );
      }),
    );
    this.#neighbours.configure(this.#options.reloader.current.config);
    this.#endings.add(() => this.#neighbours.stop());
    await this.#readiness.checkStore();
    this.#endings.add(...startFollowingOthers(this.#opened.store, this.#clusterAdmin, logger));
    this.#endings.add(
      startCheckingStore(this.#readiness),
      startSummarisingRefusals(this.controlPlane, this.#refusals),
      startWatching(() => this.#web.reloadIfChanged()),
    );
    this.#readiness.started();
    const tls = this.#web.tls !== undefined;
    for (const address of this.addresses) {
      logger.info({ address: formatListenAddress(address), telemetry_path: telemetryPath, tls }, "listening");
    }
    logger.info({ config: configPath, state: this.#opened.store.keptIn }, "ready");
  }

  #beginHistory(): () => Promise<void> {
    this.#recording?.recorder.noteExposition(this.#options.reloader.current.config.metrics);
    this.#recording?.begin(this.#history.log);
    return this.#history.begin(this.controlPlane, this.#options.buildInfo.version);
  }

  #programStatus(): ProgramStatus {
    const { reloader, buildInfo, logLinesLost } = this.#options;
    return {
      ...buildInfo,
      configReloadSuccessful: reloader.lastReloadSuccessful,
      configReloadSuccessAtNs: reloader.lastSuccessAtNs,
      configReloads: reloader.counts,
      ...this.#web.status,
      refusals: this.#refusals.counts,
      logLinesLost: logLinesLost?.(),
      heardKeptAtNs: this.#heardKeeper?.keptAtNs,
      eventsUnkept: this.#history.unkept,
      recordingLost: this.#recording?.lost,
      nats: natsStatusOf(this.#natsHeartbeats),
      storeReachable: this.#opened.store.readOnly ? undefined : this.#readiness.isStoreReachable,
      sources: this.#neighbours.sources,
      peers: this.#neighbours.peers,
    };
  }

  #buildServer(): HttpServer {
    return buildServer(this.#options, this.#web, {
      controlPlane: this.controlPlane,
      exposition: this.#exposition,
      clusterAdmin: this.#history.recording(this.#clusterAdmin, this.controlPlane),
      events: this.#history.log,
      courses: this.#courses,
      reload: () => this.reload(),
      readiness: () => this.#readiness.reasons,
      passOnHeartbeat: this.#natsHeartbeats && ((bytes) => this.#natsHeartbeats?.outlet.pass(bytes)),
      readinessNotes: () => this.#readiness.notes,
      refusals: this.#refusals,
      version: this.#options.buildInfo.version,
      sources: () => this.#neighbours.sources,
      peers: () => this.#neighbours.peers,
    });
  }
}
