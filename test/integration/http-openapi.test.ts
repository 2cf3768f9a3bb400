import type { Router } from "express";

import { createExpressApp } from "../../src/http/app";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly bearer: readonly string[] }[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface Document {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

let http: HttpFixture;
let text: string;
let document: Document;
let operations: readonly (readonly [string, Operation])[];

beforeAll(async () => {
  http = await startHttp();
  const answer = await send(http.port, { path: "/api/v1/openapi.json" });
  text = answer.text;
  document = answer.json() as unknown as Document;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );
});

afterAll(async () => {
  await http.close();
});

function isString(value: string | undefined): value is string {
  return value !== undefined;
}

/** What express itself would route: read out of its own tables, not out of ours. */
function registered(): readonly string[] {
  const router = createExpressApp(http.services).router as Router;
  return router.stack.flatMap(({ route }) => {
    if (!route) return [];
    // The layer for all other methods, which answers 405, has none of its own; express's types do not say so.
    const methods = new Set(route.stack.map(({ method }) => method as string | undefined).filter(isString));
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    return [...methods].map((method) => `${method.toUpperCase()} ${path}`);
  });
}

test("every registered route is in the document, and nothing else is", () => {
  const described = operations.map(([key]) => key);
  expect(described).toHaveLength(21);
  expect([...described].sort()).toEqual([...registered()].sort());
});

test("it is OpenAPI 3.1 of this version, and every reference in it leads somewhere", () => {
  expect([document.openapi, document.info.version]).toEqual(["3.1.0", "1.2.3"]);
  const references = [...text.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(20);
  for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
});

test("every operation has its own id, and every placeholder of a path its parameter", () => {
  expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
  for (const [key, { parameters = [] }] of operations) {
    const placeholders = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect([key, declared]).toEqual([key, placeholders]);
  }
});

test("every error is described as a problem, and every guarded operation names its scope", () => {
  for (const [key, { responses, security }] of operations) {
    for (const [status, { content = {} }] of Object.entries(responses)) {
      if (Number(status) < 400 || key === "GET /health") continue;
      expect([key, status, Object.keys(content)]).toEqual([key, status, ["application/problem+json"]]);
    }
    const isProbe = key.startsWith("GET /-/");
    expect([key, security.length]).toEqual([key, isProbe ? 0 : 1]);
    expect([key, "401" in responses]).toEqual([key, !isProbe]);
  }
});

test("the maximum of a u64 is in it to the last bit", () => {
  expect(text).toContain("18446744073709551615");
});

test("a telemetry path that another route has, or that is no plain path, is refused by the name of its flag", () => {
  for (const telemetryPath of ["/health", "/api/v1/topology", "metrics", "/{x}", "/a b", "/:id"]) {
    expect(() => createExpressApp({ ...http.services, telemetryPath })).toThrow(/^--web.telemetry-path: /);
  }
});
