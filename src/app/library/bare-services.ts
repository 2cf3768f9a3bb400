import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
import type { Clock } from "../../domain/terms/clock";
import { HeartbeatBudget } from "../../http/limits/heartbeat-budget";
import { Refusals } from "../../http/limits/refusals";
import type { HttpLimits, HttpServices } from "../../http/routing/http-services";
import { limitDefaults } from "../../limits/limit-values";
import { Exposition } from "../../metrics/exposition";
import type { DetailLevel } from "../../metrics/terms/metric-group";
import type { BuildInfo } from "../build-info";
import { ShippedRunbooks } from "../bundle/shipped-runbooks";
import { DEFAULT_TELEMETRY_PATH } from "../start-exporter";
import { DirectClusterAdmin } from "./direct-cluster-admin";

/** As generous as the exporter's own defaults. */
const DEFAULT_LIMITS: HttpLimits = {
  ...limitDefaults("request"),
  rateLimit: { ...limitDefaults("window"), windowMs: 1000 },
};

/** What routes without a configuration are made over. */
export interface BareSubject {
  readonly controlPlane: ControlPlane;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly buildInfo: BuildInfo;
  /** Undefined: the exporter's defaults. */
  readonly limits: HttpLimits | undefined;
  readonly detail: DetailLevel;
  /** Without it, or 0: no budget. */
  readonly maxSeries?: number;
}

/**
 * The services of a control plane around which there is no configuration: nothing to reload, nobody who has to show a token, ready
 * from the start. Changes reach the control plane and are kept nowhere.
 */
export function bareServices(subject: BareSubject): HttpServices {
  const { controlPlane, clock, logger, buildInfo, detail, maxSeries = 0, limits = DEFAULT_LIMITS } = subject;
  const refusals = new Refusals(logger, clock);
  const startedNs = clock().wallNs;
  return {
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
      maxSeries,
      clock,
      nextTurn,
    }),
    clusterAdmin: new DirectClusterAdmin(controlPlane),
    reload: () => Promise.resolve({ ok: true }),
    readiness: () => [],
    logger,
    tokens: () => [],
    limits,
    refusals,
    heartbeatBudget: new HeartbeatBudget(clock),
    version: buildInfo.version,
    runbooks: new ShippedRunbooks(() => controlPlane.settings),
    telemetryPath: DEFAULT_TELEMETRY_PATH,
  };
}
