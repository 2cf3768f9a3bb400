import type { RequestHandler, Response } from "express";
import type { Logger } from "pino";

/** Where a route leaves its path for the log, so that lines can be counted by route and no parameter gets into them. */
export function nameRoute(response: Response, path: string): void {
  response.locals["route"] = path;
}

/** Writes one line per request at debug level when the answer is over, also when the client left before that. */
export function logRequest(logger: Logger): RequestHandler {
  return (request, response, next) => {
    if (!logger.isLevelEnabled("debug")) {
      next();
      return;
    }
    const startMs = performance.now();
    response.once("close", () => {
      const durationMs = Math.round((performance.now() - startMs) * 1000) / 1000;
      const { statusCode: status, locals, writableFinished } = response;
      const route: unknown = locals["route"];
      const fields = { method: request.method, route: route ?? "none", status, durationMs };
      logger.debug(writableFinished ? fields : { ...fields, aborted: true }, "request");
    });
    next();
  };
}
