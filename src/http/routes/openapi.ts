import { printJson } from "../../wire/json";
import { sendJson } from "../answer";
import { openApiDocument } from "../openapi";
import { jsonContent } from "../route";
import type { Route } from "../route";

/** The OpenAPI document of all routes, this one included. */
export function openApiRoute(routes: () => readonly Route[]): Route {
  return {
    name: "getOpenApi",
    method: "GET",
    path: "/api/v1/openapi.json",
    summary: "This document.",
    answers: { 200: { description: "OpenAPI 3.1.", content: jsonContent({ type: "object" }) } },
    handle: ({ response }, { version }) => {
      sendJson(response, 200, printJson(openApiDocument(routes(), version), 2));
    },
  };
}
