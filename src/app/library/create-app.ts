import { setImmediate as nextTurn } from "node:timers/promises";
import { pino } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
import { createExpressApp as createHttpApp } from "../../http/app";
import type { HttpApplication } from "../../http/app";
import { EventLog } from "../../domain/history/event-log";
import { EventRecorder } from "../../domain/history/event-recorder";
import { HeartbeatBudget } from "../../http/limits/heartbeat-budget";
import type { HttpOptions } from "../../http/routing/http-services";
import { Refusals } from "../../http/limits/refusals";
import { limitDefaults } from "../../limits/limit-values";
import { Exposition } from "../../metrics/exposition";
import type { DetailLevel } from "../../metrics/terms/metric-group";
import { readBuildInfo } from "../build-info";
import { ShippedRunbooks } from "../bundle/shipped-runbooks";
import { recordCluster } from "../history/record-cluster";
import { DirectClusterAdmin } from "./direct-cluster-admin";
import { DEFAULT_TELEMETRY_PATH } from "../start-exporter";
import { systemClock } from "../cluster/system-clock";

/** What an application may say about the routes that it mounts. Everything has a default. */
export interface AppOptions extends Partial<HttpOptions> {
  /** Finest detail of `/metrics`; "follower", that is everything, unless given. */
  readonly detail?: DetailLevel;
}

/** As generous as the exporter's own defaults. */
const DEFAULT_LIMITS: HttpOptions["limits"] = {
  ...limitDefaults("request"),
  rateLimit: { ...limitDefaults("window"), windowMs: 1000 },
};

/**
 * The exporter's routes over an embedded control plane, as an express application to listen with or to mount. Changes
 * through the API reach the control plane and are kept nowhere, unless `clusterAdmin` keeps them. What the control plane finds
 * out from now on is in the history, which is in memory only.
 */
export function createApp(
  controlPlane: ControlPlane,
  { detail = "follower", ...options }: AppOptions = {},
): HttpApplication {
  const buildInfo = readBuildInfo();
  const clock = systemClock();
  const startedNs = clock().wallNs;
  const logger = options.logger ?? pino({ enabled: false });
  const limits = options.limits ?? DEFAULT_LIMITS;
  const refusals = new Refusals(logger, clock);
  const events = new EventLog();
  recordCluster(controlPlane, new EventRecorder(events));
  return createHttpApp({
    controlPlane,
    exposition: new Exposition({
      totals: () => controlPlane.totals(),
      replicas: controlPlane.replicas,
      programStatus: () => ({
        ...buildInfo,
        configReloadSuccessful: true,
        configReloadSuccessAtNs: startedNs,
        refusals: refusals.counts,
      }),
      detail,
      clock,
      nextTurn,
    }),
    clusterAdmin: new DirectClusterAdmin(controlPlane),
    reload: () => Promise.resolve({ ok: true }),
    readiness: () => [],
    tokens: () => [],
    heartbeatBudget: new HeartbeatBudget(() => limits.rateLimit, clock),
    version: buildInfo.version,
    runbooks: new ShippedRunbooks(() => controlPlane.settings),
    telemetryPath: DEFAULT_TELEMETRY_PATH,
    ...options,
    events,
    logger,
    limits,
    refusals,
  });
}
