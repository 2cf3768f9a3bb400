import { setImmediate as nextTurn } from "node:timers/promises";
import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { createRequestListener } from "../../http/request-listener";
import { HeartbeatBudget } from "../../http/limits/heartbeat-budget";
import { Refusals } from "../../http/limits/refusals";
import type { HttpServices } from "../../http/routing/http-services";
import { sendProblem } from "../../http/sending/answer";
import { problemOf } from "../../http/sending/problem";
import { limitDefaults } from "../../limits/limit-values";
import { Exposition } from "../../metrics/exposition";
import type { BuildInfo } from "../build-info";
import { ShippedRunbooks } from "../bundle/shipped-runbooks";
import { DirectClusterAdmin } from "../library/direct-cluster-admin";
import type { ReplayedMoment } from "./replay-recording";
import { printMoment } from "./replay-time";

/** Every answer says with this header of which moment it is. */
export const REPLAY_HEADER = "tidaldb-replay";

/** What a replay is served with. */
export interface ReplayServerOptions {
  readonly telemetryPath: string;
  readonly logger: Logger;
  readonly buildInfo: BuildInfo;
}

/** Methods that only read. */
const READING: readonly (string | undefined)[] = ["GET", "HEAD", "OPTIONS"];

/**
 * Answers as the exporter answered at a moment: the same routes over a control plane of which the clocks stand still. Whatever would
 * change something is refused.
 */
export function replayListener(moment: ReplayedMoment, options: ReplayServerOptions): RequestListener {
  const at = printMoment(moment.instant.wallNs);
  const answer = createRequestListener(replayServices(moment, options));
  return (request, response) => {
    response.setHeader(REPLAY_HEADER, at);
    if (READING.includes(request.method)) {
      answer(request, response);
      return;
    }
    request.resume();
    const detail = `this is a replay of ${at}: it takes no heartbeats, and nothing of it can be changed`;
    sendProblem(response, problemOf(409, detail));
  };
}

function replayServices(
  { controlPlane, events, exposition, instant, notes }: ReplayedMoment,
  { telemetryPath, logger, buildInfo }: ReplayServerOptions,
): HttpServices {
  const clock = (): typeof instant => instant;
  const refusals = new Refusals(logger, clock);
  const limits = { ...limitDefaults("request"), rateLimit: { ...limitDefaults("window"), windowMs: 1000 } };
  const notReady = [
    `this is a replay of ${printMoment(instant.wallNs)}, not what is now: it takes no heartbeats`,
  ];
  return {
    controlPlane,
    replayOfNs: instant.wallNs,
    events,
    exposition: new Exposition({
      totals: () => controlPlane.totals(),
      replicas: controlPlane.replicas,
      programStatus: () => ({
        ...buildInfo,
        configReloadSuccessful: true,
        configReloadSuccessAtNs: instant.wallNs,
        refusals: refusals.counts,
      }),
      ...exposition,
      clock,
      nextTurn,
    }),
    clusterAdmin: new DirectClusterAdmin(controlPlane),
    reload: () => Promise.resolve({ ok: true }),
    // No load balancer is to take it for an exporter.
    readiness: () => [...notReady, ...notes],
    logger,
    tokens: () => [],
    limits,
    refusals,
    heartbeatBudget: new HeartbeatBudget(() => limits.rateLimit, clock),
    version: buildInfo.version,
    runbooks: new ShippedRunbooks(() => controlPlane.settings),
    telemetryPath,
  };
}
