import type { RequestListener } from "node:http";

import { createExpressApp } from "./app";
import type { Guard } from "./guards/guard";
import { Guards } from "./guards/guards";
import type { HttpServices } from "./routing/http-services";
import { handleError } from "./guards/handle-error";
import { passGuards } from "./guards/pass-guards";
import { queryOf } from "./routing/query";
import { readTarget } from "./routing/request-target";
import type { Route } from "./routing/route";
import { routeTable } from "./route-table";

/**
 * What a server of our own answers requests with: heartbeats and scrapes at once, everything else through the express
 * application, which costs more than all that is done for a heartbeat. Both ways pass the same guards and end in the same
 * route, so they give the same answers; a path that is merely spelled otherwise takes the longer one.
 *
 * @throws TelemetryPathError as `createApp` does.
 */
export function createRequestListener(services: HttpServices): RequestListener {
  const guards = new Guards(services);
  const routes = routeTable(services.telemetryPath);
  const app = createExpressApp(services, guards, routes);
  const direct = new Map(
    routes
      .filter(({ isDirect }) => isDirect)
      .map((route) => [`${route.method} ${route.path}`, directly(route, guards, services)]),
  );
  return (request, response) => {
    const { method = "" } = request;
    const read = readTarget(request.url ?? "");
    // What is wrong with it is the application's to say.
    const url = read.ok ? read.value : "";
    if (read.ok) request.url = url;
    const queryStart = url.indexOf("?");
    const path = queryStart < 0 ? url : url.slice(0, queryStart);
    const answer = direct.get(`${method} ${path}`) ?? app;
    answer(request, response);
  };
}

/** A route that has no parameters in its path, called behind its guards without a router. */
function directly(route: Route, guards: Guards, services: HttpServices): RequestListener {
  const all: readonly Guard[] = [...guards.ofAll, ...guards.of(route)];
  const answerError = handleError(services.logger);
  const noQuery = new URLSearchParams();
  return (request, response) => {
    const query = request.url === route.path ? noQuery : queryOf(request.url);
    const fail = (error: unknown): void => {
      answerError(error, request, response);
    };
    passGuards(all, request, response, fail, () => {
      const settings = guards.settings.of(request);
      return route.handle({ request, response, basePath: ".", parameter: "", query, settings }, services);
    });
  };
}
