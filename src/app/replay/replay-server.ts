import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { createRequestListener } from "../../http/request-listener";
import type { HttpServices } from "../../http/routing/http-services";
import { sendProblem } from "../../http/sending/answer";
import { problemOf } from "../../http/sending/problem";
import type { BuildInfo } from "../build-info";
import { bareServices } from "../library/bare-services";
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
  { controlPlane, events, courses, exposition, instant, notes }: ReplayedMoment,
  { telemetryPath, logger, buildInfo }: ReplayServerOptions,
): HttpServices {
  const clock = (): typeof instant => instant;
  const isReplay = `this is a replay of ${printMoment(instant.wallNs)}, not what is now: it takes no heartbeats`;
  return {
    ...bareServices({ controlPlane, clock, logger, buildInfo, limits: undefined, ...exposition }),
    replayOfNs: instant.wallNs,
    events,
    courses,
    // No load balancer is to take it for an exporter.
    readiness: () => [isReplay, ...notes],
    telemetryPath,
  };
}
