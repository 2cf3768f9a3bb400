import express from "express";
import type { Express, RequestHandler } from "express";

import { ACCESS_RULES } from "./access-rules";
import type { HttpServices } from "./http-services";
import { refuseMethod, refusePath } from "./middleware/answer-unrouted";
import { authorize } from "./middleware/authorize";
import { checkQuery } from "./middleware/check-query";
import { handleError } from "./middleware/handle-error";
import { limitHeartbeats } from "./middleware/limit-heartbeats";
import { limitRate } from "./middleware/limit-rate";
import { limitScrapes } from "./middleware/limit-scrapes";
import { logRequest, nameRoute } from "./middleware/log-request";
import { refuseForeignPages } from "./middleware/refuse-foreign-pages";
import { asksForCredentials, protectionOf } from "./protection";
import { queryOf } from "./query";
import type { Route } from "./route";
import { routeTable } from "./route-table";
import { secureHeaders, setSecureHeaders } from "./secure-headers";
import { STYLE_SHEET } from "./status-page/style-sheet";

/**
 * The whole HTTP interface as an express application, to be served or mounted. Nothing is listening and no timer is running
 * when it returns.
 *
 * @throws TelemetryPathError when the telemetry path is no plain path or belongs to another route.
 */
export function createApp(services: HttpServices): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.set("query parser", false);
  app.use(logRequest(services.logger));
  const headers = secureHeaders(STYLE_SHEET);
  app.use((_request, response, next) => {
    setSecureHeaders(response, headers);
    next();
  });
  const rateLimiter = limitRate(services);
  for (const [path, routes] of byPath(routeTable(services.telemetryPath))) {
    const registered = app.route(path.replaceAll(/\{(\w+)\}/g, ":$1"));
    for (const route of routes) {
      const handlers = [...guards(route, services, rateLimiter), handlerOf(route, services)];
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
    registered.all(refuseMethod(routes.map(({ method }) => method)));
  }
  app.use(refusePath);
  app.use(handleError(services.logger));
  return app;
}

function byPath(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const paths = new Map<string, Route[]>();
  for (const route of routes) paths.set(route.path, [...(paths.get(route.path) ?? []), route]);
  return paths;
}

/** What a call passes before the route itself, cheapest first; nothing of a body is read before all of it has passed. */
function guards(route: Route, services: HttpServices, rateLimiter: RequestHandler): RequestHandler[] {
  const access = ACCESS_RULES[route.name];
  const named: RequestHandler = (_request, response, next) => {
    nameRoute(response, route.path);
    next();
  };
  const guarding = [named];
  if (access !== "probe") guarding.push(rateLimiter);
  if (route.method !== "GET")
    guarding.push(refuseForeignPages(() => asksForCredentials(protectionOf(services))));
  guarding.push(authorize(access, services));
  if (route.name === "getMetrics") guarding.push(limitScrapes(services));
  if (route.name === "postHeartbeats") guarding.push(limitHeartbeats(services));
  const parameters = route.parameters ?? [];
  if (parameters.some((parameter) => parameter.in === "query")) guarding.push(checkQuery(parameters));
  return guarding;
}

/** Express passes a rejection on to the error handler by itself. */
function handlerOf(route: Route, services: HttpServices): RequestHandler {
  return (request, response) => {
    const [parameter] = Object.values(request.params).flat();
    const call = {
      request,
      response,
      basePath: request.baseUrl,
      parameter: parameter ?? "",
      query: queryOf(request.url),
    };
    return route.handle(call, services);
  };
}
