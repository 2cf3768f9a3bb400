import { printJson } from "../../wire/json/json";
import { sendJson } from "../sending/answer";
import { openApiDocument } from "../routing/openapi";
import { jsonContent } from "../routing/route";
import type { Route } from "../routing/route";

/** The OpenAPI document of all routes, this one included. */
export function openApiRoute(routes: () => readonly Route[]): Route {
  // Nothing in it changes while the program runs, and making it takes longer than anything that is asked for often may.
  let made: { readonly version: string; readonly text: string } | undefined;
  return {
    name: "getOpenApi",
    method: "GET",
    path: "/api/v1/openapi.json",
    access: "scrape",
    places: "answers",
    summary: "This document.",
    answers: { 200: { description: "OpenAPI 3.1.", content: jsonContent({ type: "object" }) } },
    handle: ({ response }, { version }) => {
      if (made?.version !== version) {
        made = { version, text: printJson(openApiDocument(routes(), version), 2) };
      }
      sendJson(response, 200, made.text);
    },
  };
}
