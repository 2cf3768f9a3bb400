import express from "express";
import type { ErrorRequestHandler, Express, RequestHandler } from "express";

import { Guards } from "./guards/guards";
import type { HttpServices } from "./routing/http-services";
import { refuseMethod, refusePath } from "./guards/answer-unrouted";
import { handleError } from "./guards/handle-error";
import { queryOf } from "./routing/query";
import { relativeBase } from "./routing/relative-base";
import type { Route } from "./routing/route";
import { routeTable } from "./route-table";
import { withPlainTargets } from "./guards/with-plain-targets";

/** What the routes are served by: an application of express, to listen with or to mount. */
export type HttpApplication = Express;

/**
 * The whole HTTP interface as an express application, to be served or mounted. Nothing is listening and no timer is running
 * when it returns.
 *
 * @param guards - given when others pass them too.
 * @param routes - given when others lead to them too.
 * @throws TelemetryPathError when the telemetry path is no plain path or belongs to another route.
 */
export function createExpressApp(
  services: HttpServices,
  guards = new Guards(services),
  routes = routeTable(services.telemetryPath),
): HttpApplication {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.set("query parser", false);
  app.use([...guards.ofAll]);
  for (const [path, routesOfPath] of byPath(routes)) {
    const registered = app.route(path.replaceAll(/\{(\w+)\}/g, ":$1"));
    for (const route of routesOfPath) {
      const handlers = [...guards.of(route), handlerOf(route, guards, services)];
      switch (route.method) {
        case "GET":
          registered.get(handlers);
          break;
        case "POST":
          registered.post(handlers);
          break;
        case "PUT":
          registered.put(handlers);
          break;
        case "DELETE":
          registered.delete(handlers);
          break;
      }
    }
    registered.all(refuseMethod(routesOfPath.map(({ method }) => method)));
  }
  app.use(refusePath);
  const answerError = handleError(services.logger);
  app.use(lastly(answerError));
  return withPlainTargets(app, guards.ofAll, answerError);
}

function byPath(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const paths = new Map<string, Route[]>();
  for (const route of routes) paths.set(route.path, [...(paths.get(route.path) ?? []), route]);
  return paths;
}

function lastly(answer: ReturnType<typeof handleError>): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- express knows an error handler by its four parameters
  return (error, request, response, _next) => {
    answer(error, request, response);
  };
}

/** Express passes a rejection on to the error handler by itself. */
function handlerOf(route: Route, { settings }: Guards, services: HttpServices): RequestHandler {
  return (request, response) => {
    const [parameter] = Object.values(request.params).flat();
    const call = {
      request,
      response,
      basePath: relativeBase(request),
      parameter: parameter ?? "",
      query: queryOf(request.url),
      settings: settings.of(request),
    };
    return route.handle(call, services);
  };
}
