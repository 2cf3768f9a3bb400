import type { ErrorRequestHandler } from "express";
import type { Logger } from "pino";

import { sendProblem } from "../answer";
import { problemOf } from "../problem";

/**
 * Answers what a route threw. Only one kind of it is the caller's doing: a path whose percent-encoding does not decode.
 * Everything else is a defect of this program; it is logged with its stack, and the caller learns nothing about it.
 */
export function handleError(logger: Logger): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- express knows an error handler by its four parameters
  return (error: unknown, request, response, _next) => {
    if (error instanceof URIError) {
      sendProblem(response, problemOf(400, "the path is not valid percent-encoded UTF-8"));
      return;
    }
    // Refused as malformed while a guard or the route was at work: their answer came too late, and nothing failed.
    if (response.writableEnded && !request.complete) return;
    const route: unknown = response.locals["route"];
    logger.error(
      { err: error, method: request.method, route },
      "a route failed; this is a defect of the exporter",
    );
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, problemOf(500, "the request failed for a reason that this server's log tells"));
  };
}
