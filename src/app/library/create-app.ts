import { pino } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
import { createExpressApp as createHttpApp } from "../../http/app";
import type { HttpApplication } from "../../http/app";
import { EventLog } from "../../domain/history/event-log";
import { EventRecorder } from "../../domain/history/event-recorder";
import type { HttpOptions } from "../../http/routing/http-services";
import type { DetailLevel } from "../../metrics/terms/metric-group";
import { readBuildInfo } from "../build-info";
import { recordCluster } from "../history/record-cluster";
import { systemClock } from "../cluster/system-clock";
import { bareServices } from "./bare-services";

/** What an application may say about the routes that it mounts. Everything has a default. */
export interface AppOptions extends Partial<HttpOptions> {
  /** Finest detail of `/metrics`; "follower", that is everything, unless given. */
  readonly detail?: DetailLevel;
}

/**
 * The exporter's routes over an embedded control plane, as an express application to listen with or to mount. Changes
 * through the API reach the control plane and are kept nowhere, unless `clusterAdmin` keeps them. What the control plane finds
 * out from now on is in the history, which is in memory only.
 */
export function createApp(
  controlPlane: ControlPlane,
  { detail = "follower", ...options }: AppOptions = {},
): HttpApplication {
  const logger = options.logger ?? pino({ enabled: false });
  const events = new EventLog();
  recordCluster(controlPlane, new EventRecorder(events));
  const usual = bareServices({
    controlPlane,
    clock: systemClock(),
    logger,
    buildInfo: readBuildInfo(),
    limits: options.limits,
    detail,
  });
  return createHttpApp({ ...usual, ...options, limits: usual.limits, events, logger });
}
