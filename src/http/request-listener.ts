import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

import { createApp } from "./app";
import type { Guard } from "./guard";
import { Guards } from "./guards";
import type { HttpServices } from "./http-services";
import { handleError } from "./middleware/handle-error";
import type { Route } from "./route";
import { heartbeatsRoute } from "./routes/heartbeats";

/**
 * What a server of our own answers requests with: heartbeats at once, everything else through the express application,
 * which costs more than all that is done for a heartbeat. Both ways pass the same guards and end in the same route, so they
 * give the same answers; a path that is merely spelled otherwise takes the longer one.
 *
 * @throws TelemetryPathError as `createApp` does.
 */
export function createRequestListener(services: HttpServices): RequestListener {
  const guards = new Guards(services);
  const app = createApp(services, guards);
  const route = heartbeatsRoute();
  const takeHeartbeats = directly(route, [...guards.ofAll, ...guards.of(route)], services);
  return (request, response) => {
    if (request.url === route.path && request.method === route.method) takeHeartbeats(request, response);
    else app(request, response);
  };
}

/** A route that has no parameters, called behind its guards without a router. */
function directly(route: Route, guards: readonly Guard[], services: HttpServices): RequestListener {
  const answerError = handleError(services.logger);
  const query = new URLSearchParams();
  return (request, response) => {
    const fail = (error: unknown): void => {
      answerError(error, request, response);
    };
    passGuards(guards, request, response, fail, () =>
      route.handle({ request, response, basePath: "", parameter: "", query }, services),
    );
  };
}

/** Calls one guard after the other, each when the one before it lets the request pass, and then `handle`. */
function passGuards(
  guards: readonly Guard[],
  request: IncomingMessage,
  response: ServerResponse,
  fail: (error: unknown) => void,
  handle: () => unknown,
): void {
  let passed = 0;
  const next = (error?: unknown): void => {
    if (error !== undefined) {
      fail(error);
      return;
    }
    const guard = guards[passed];
    passed += 1;
    try {
      const result = guard === undefined ? handle() : guard(request, response, next);
      if (result instanceof Promise) result.catch(fail);
    } catch (thrown) {
      fail(thrown);
    }
  };
  next();
}
