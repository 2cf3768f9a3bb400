import type { ServerResponse } from "node:http";

import type { Logger } from "pino";

import type { Guard } from "./guard";

const ROUTE = Symbol("route");

/** An answer that may know which route gives it. */
interface RoutedResponse extends ServerResponse {
  [ROUTE]?: string;
}

/** Where a route leaves its path for the log, so that lines can be counted by route and no parameter gets into them. */
export function nameRoute(response: RoutedResponse, path: string): void {
  response[ROUTE] = path;
}

/** The path that was left there, "none" when no route was found. */
export function routeOf(response: RoutedResponse): string {
  return response[ROUTE] ?? "none";
}

/** Writes one line per request at debug level when the answer is over, also when the client left before that. */
export function logRequest(logger: Logger): Guard {
  return (request, response, next) => {
    if (!logger.isLevelEnabled("debug")) {
      next();
      return;
    }
    const startMs = performance.now();
    response.once("close", () => {
      const durationMs = Math.round((performance.now() - startMs) * 1000) / 1000;
      const { statusCode: status, writableFinished } = response;
      const fields = { method: request.method, route: routeOf(response), status, durationMs };
      logger.debug(writableFinished ? fields : { ...fields, aborted: true }, "request");
    });
    next();
  };
}

/** The same for what never became a request: its method where that is known, and nothing else of what was sent. */
export function logUnrouted(logger: Logger, method: string | undefined, status: number): void {
  logger.debug({ method: method ?? "none", route: "none", status }, "request");
}
