import { wireJsonSchemas } from "../../wire/shapes/json-schemas";
import { schemaRef } from "./route";
import type { Route, RouteAnswer, RouteParameter } from "./route";

const PROBLEM_CONTENT = { "application/problem+json": schemaRef("Problem") };

const SECURITY_NOTE =
  "A bearer token with the scope that the operation names; `admin` includes `scrape` and `ingest`. While no token is " +
  "configured, `scrape` needs none, and `ingest` and `admin` need none but answer on loopback addresses only.";

/**
 * The OpenAPI 3.1 document: the routes as they are registered, the schemas as they validate.
 * Holds `bigint`s (the maximum of a u64): print it with `printJson`.
 */
export function openApiDocument(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths = new Map<string, Record<string, unknown>>();
  for (const route of routes) {
    const item = paths.get(route.path) ?? {};
    item[route.method.toLowerCase()] = operation(route);
    paths.set(route.path, item);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "tidaldb-exporter",
      version,
      description:
        "The control plane of a tidalDB cluster: heartbeats in, health and metrics out. Numbers of 64 bits are " +
        "written as plain JSON numbers; use a reader that keeps all their bits.",
    },
    // Relative to this document's own address: a proxy may have put a path in front that nobody here knows.
    servers: [{ url: "../..", description: "The exporter that this document is from." }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: wireJsonSchemas(),
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: SECURITY_NOTE } },
    },
  };
}

function operation(route: Route): Record<string, unknown> {
  const { access } = route;
  return {
    operationId: route.name,
    summary: route.summary,
    security: access === "probe" ? [] : [{ bearer: [access] }],
    ...(route.parameters && { parameters: route.parameters.map(parameter) }),
    ...(route.body && {
      requestBody: {
        description: route.body.description,
        required: true,
        content: content(route.body.content),
      },
    }),
    responses: responses(route),
  };
}

function parameter({ name, in: place, description, required = false, schema }: RouteParameter): object {
  return { name, in: place, description, required, schema };
}

/** The route's own answers, and those that every route with its access can give. */
function responses({ answers, method, access, places }: Route): Record<string, unknown> {
  const inherited: Record<number, RouteAnswer> = {
    500: { description: "A defect of the exporter; its log tells." },
  };
  if (access !== "probe") {
    inherited[401] = { description: "A token is needed, or the one given is unknown." };
    inherited[403] = {
      description:
        method === "GET"
          ? "The token's scopes do not cover this."
          : "The token's scopes do not cover this; or no token is configured and the caller is on another machine, or a web page.",
    };
    inherited[429] = {
      description: "Too many requests from this address; Retry-After says when to come back.",
    };
  }
  if (places) {
    inherited[503] = {
      description: "Too many large answers are being sent; Retry-After says when to come back.",
    };
  }
  const all = { ...inherited, ...answers };
  return Object.fromEntries(
    Object.entries(all).map(([status, answer]) => [status, response(Number(status), answer)]),
  );
}

function response(status: number, answer: RouteAnswer): Record<string, unknown> {
  const bodies = answer.content ?? (status >= 400 ? PROBLEM_CONTENT : undefined);
  return { description: answer.description, ...(bodies && { content: content(bodies) }) };
}

function content(bodies: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(bodies).map(([type, schema]) => [type, { schema }]));
}
