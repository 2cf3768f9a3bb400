import type { IncomingMessage, ServerResponse } from "node:http";

import type { Logger } from "pino";

import { sendProblem } from "../sending/answer";
import { problemOf } from "../sending/problem";
import { routeOf } from "./log-request";

/** Answers a request whose route, or one of whose guards, failed. */
type ErrorAnswer = (error: unknown, request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers what a route threw. Only one kind of it is the caller's doing: a path whose percent-encoding does not decode.
 * Everything else is a defect of this program; it is logged with its stack, and the caller learns nothing about it.
 */
export function handleError(logger: Logger): ErrorAnswer {
  return (error, request, response) => {
    if (error instanceof URIError) {
      sendProblem(response, problemOf(400, "the path is not valid percent-encoded UTF-8"));
      return;
    }
    // Refused as malformed while a guard or the route was at work: their answer came too late, and nothing failed.
    if (response.writableEnded && !request.complete) return;
    logger.error(
      { err: error, method: request.method, route: routeOf(response) },
      "a route failed; this is a defect of the exporter",
    );
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, problemOf(500, "the request failed for a reason that this server's log tells"));
  };
}
