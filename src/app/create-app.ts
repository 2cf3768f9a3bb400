import { pino } from "pino";
import type { ControlPlane } from "../domain/control-plane";
import { createApp as createHttpApp } from "../http/app";
import type { HttpServices } from "../http/http-services";
import { Exposition } from "../metrics/exposition";
import type { DetailLevel } from "../metrics/metric-group";
import { readBuildInfo } from "./build-info";
import { DirectClusterAdmin } from "./direct-cluster-admin";
import { DEFAULT_TELEMETRY_PATH } from "./start-exporter";
import { systemClock } from "./system-clock";

/** What an application may say about the routes that it mounts. Everything has a default. */
export interface AppOptions extends Partial<Omit<HttpServices, "controlPlane">> {
  /** Finest detail of `/metrics`; "follower", that is everything, unless given. */
  readonly detail?: DetailLevel;
}

/** As generous as the exporter's own defaults. */
const DEFAULT_LIMITS: HttpServices["limits"] = {
  maxBodyBytes: 8 * 1024 * 1024,
  maxBatch: 10_000,
  rateLimit: { requests: 0, windowMs: 1000 },
};

/**
 * The exporter's routes over an embedded control plane, as an express application to listen with or to mount. Changes
 * through the API reach the control plane and are kept nowhere, unless `clusterAdmin` keeps them.
 */
export function createApp(
  controlPlane: ControlPlane,
  { detail = "follower", ...services }: AppOptions = {},
): ReturnType<typeof createHttpApp> {
  const buildInfo = readBuildInfo();
  const startedNs = systemClock()().wallNs;
  return createHttpApp({
    controlPlane,
    exposition: new Exposition({
      snapshot: () => controlPlane.snapshot(),
      programStatus: () => ({
        ...buildInfo,
        configReloadSuccessful: true,
        configReloadSuccessAtNs: startedNs,
      }),
      detail,
      clock: systemClock(),
    }),
    clusterAdmin: new DirectClusterAdmin(controlPlane),
    reload: () => Promise.resolve({ ok: true }),
    readiness: () => [],
    logger: pino({ enabled: false }),
    tokens: () => [],
    limits: DEFAULT_LIMITS,
    version: buildInfo.version,
    telemetryPath: DEFAULT_TELEMETRY_PATH,
    ...services,
  });
}
