import type { AccessToken } from "../../src/http/bearer-tokens";
import { ACCESS_RULES } from "../../src/http/access-rules";
import type { RouteName } from "../../src/http/access-rules";
import { HttpServer } from "../../src/http/server";
import { createApp } from "../../src/http/app";
import { send, sendJson } from "../support/http/http-client";
import type { TestRequest } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly name: RouteName;
}

const TOKENS: readonly AccessToken[] = [
  { name: "prometheus", secret: "scrape-secret-0123", scopes: ["scrape"] },
  { name: "shards", secret: "ingest-secret-0123", scopes: ["ingest"] },
  { name: "operator", secret: "admin-secret-01234", scopes: ["admin"] },
  { name: "robot", secret: "shared-secret-0123", scopes: ["scrape"] },
  { name: "robot-ingest", secret: "shared-secret-0123", scopes: ["ingest"] },
];

/** Which callers get past the door of each kind of route. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  probe: ["nobody", "stranger", "prometheus", "shards", "operator", "robot"],
  scrape: ["prometheus", "operator", "robot"],
  ingest: ["shards", "operator", "robot"],
  admin: ["operator"],
};

const CALLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nobody: {},
  stranger: { authorization: "Bearer scrape-secret-0124" },
  prometheus: { authorization: "Bearer scrape-secret-0123" },
  shards: { authorization: "bearer ingest-secret-0123" },
  operator: { authorization: "Bearer admin-secret-01234" },
  robot: { authorization: "Bearer shared-secret-0123" },
};

async function operationsOf(http: HttpFixture, headers = {}): Promise<readonly Operation[]> {
  const answer = await send(http.port, { path: "/api/v1/openapi.json", headers });
  const { paths } = answer.json() as { paths: Record<string, Record<string, { operationId: RouteName }>> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, "1"),
      name: operationId,
    })),
  );
}

function requestFor({ method, path }: Operation, headers: Readonly<Record<string, string>>): TestRequest {
  const hasBody = method === "PUT" || path.endsWith("heartbeats");
  return {
    method,
    path,
    headers: { ...headers, ...(hasBody && { "content-type": "application/json" }) },
    ...(hasBody && { body: "[]" }),
  };
}

describe("with tokens configured", () => {
  let http: HttpFixture;

  beforeAll(async () => {
    http = await startHttp({ services: () => ({ tokens: () => TOKENS }) });
  });

  afterAll(async () => {
    await http.close();
  });

  test.each(Object.entries(CALLERS))(
    "%s gets in exactly where the access rules say",
    async (caller, headers) => {
      const operations = await operationsOf(http, CALLERS["operator"]);
      expect(operations).toHaveLength(Object.keys(ACCESS_RULES).length);
      for (const operation of operations) {
        const { status } = await send(http.port, requestFor(operation, headers));
        const door = status === 401 || status === 403 ? status : "open";
        const known = caller !== "nobody" && caller !== "stranger";
        const expected = ALLOWED[ACCESS_RULES[operation.name]]?.includes(caller) ? "open" : known ? 403 : 401;
        expect({ ...operation, door }).toEqual({ ...operation, door: expected });
      }
    },
  );

  test("who has no token is challenged for one", async () => {
    const answer = await send(http.port, { path: "/metrics" });
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="tidaldb-exporter"');
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.json()["detail"]).toContain("scope scrape");
  });

  test("an unknown token is called that, and is not repeated", async () => {
    const answer = await send(http.port, {
      path: "/metrics",
      headers: { authorization: "Bearer wrong-secret" },
    });
    expect(answer.headers["www-authenticate"]).toContain('error="invalid_token"');
    expect(answer.text).not.toContain("wrong-secret");
  });

  test("a token without the scope is told by its name which one it lacks", async () => {
    const answer = await send(http.port, {
      method: "POST",
      path: "/-/reload",
      headers: CALLERS["shards"] ?? {},
    });
    expect(answer.headers["www-authenticate"]).toContain('error="insufficient_scope", scope="admin"');
    expect(answer.json()["detail"]).toContain('"shards"');
  });

  test("Basic credentials are no bearer token", async () => {
    const authorization = `Basic ${Buffer.from("x:scrape-secret-0123").toString("base64")}`;
    expect((await send(http.port, { path: "/metrics", headers: { authorization } })).status).toBe(401);
  });

  test("probes ask for a token when they are told to", async () => {
    const strict = await startHttp({ services: () => ({ tokens: () => TOKENS, openProbes: () => false }) });
    try {
      const headers = CALLERS["prometheus"] ?? {};
      expect((await send(strict.port, { path: "/-/healthy" })).status).toBe(401);
      expect((await send(strict.port, { path: "/-/ready", headers })).status).toBe(200);
    } finally {
      await strict.close();
    }
  });

  test("tokens that a reload brings hold from the next request on", async () => {
    let tokens: readonly AccessToken[] = [];
    const reloading = await startHttp({ services: () => ({ tokens: () => tokens }) });
    try {
      expect((await send(reloading.port, { path: "/metrics" })).status).toBe(200);
      tokens = TOKENS;
      expect((await send(reloading.port, { path: "/metrics" })).status).toBe(401);
    } finally {
      await reloading.close();
    }
  });
});

describe("without any token", () => {
  let http: HttpFixture;
  let remote: HttpServer;

  /** The same application, told that its callers are elsewhere: no test may depend on an address of the machine it runs on. */
  beforeAll(async () => {
    http = await startHttp();
    const app = createApp(http.services);
    remote = new HttpServer({
      addresses: [{ host: "127.0.0.1", port: 0 }],
      listener: (request, response) => {
        Object.defineProperty(request.socket, "remoteAddress", { value: "192.0.2.7" });
        app(request, response);
      },
    });
    await remote.start();
  });

  afterAll(async () => {
    await Promise.all([http.close(), remote.stop({ graceMs: 0 })]);
  });

  test("everything answers a caller on this machine", async () => {
    for (const operation of await operationsOf(http)) {
      const { status } = await send(http.port, requestFor(operation, {}));
      expect({ ...operation, denied: status === 401 || status === 403 }).toEqual({
        ...operation,
        denied: false,
      });
    }
  });

  test("a caller elsewhere may read and not write, whatever its headers claim", async () => {
    const port = remote.addresses[0]?.port ?? 0;
    const claims = { "x-forwarded-for": "127.0.0.1", forwarded: "for=127.0.0.1", "x-real-ip": "127.0.0.1" };
    for (const operation of await operationsOf(http)) {
      const { status, text } = await send(port, requestFor(operation, claims));
      const access = ACCESS_RULES[operation.name];
      const isWriting = access === "admin" || access === "ingest";
      expect({ ...operation, denied: status === 403 }).toEqual({ ...operation, denied: isWriting });
      if (isWriting) expect(text).toContain("auth.tokens");
    }
  });

  test.each([
    ["a page of another site", { origin: "https://evil.example" }],
    ["a page that hides where it is from", { origin: "null" }],
    ["a page of another port on this machine", { origin: "http://localhost:1" }],
    ["a browser that says so itself", { "sec-fetch-site": "cross-site" }],
    [
      "a page whose name was pointed at this machine",
      { origin: "http://evil.example", host: "evil.example" },
    ],
  ])("%s may not change anything through a browser here", async (_case, headers) => {
    const heartbeat = await sendJson(http.port, "POST", "/api/v1/heartbeats", http.heartbeat(), headers);
    const reload = await send(http.port, { method: "POST", path: "/-/reload", headers });
    const removal = await send(http.port, { method: "DELETE", path: "/api/v1/tenants/1", headers });
    expect([heartbeat.status, reload.status, removal.status]).toEqual([403, 403, 403]);
    expect(heartbeat.json()["detail"]).toMatch(/^(Origin|Sec-Fetch-Site): /);
  });

  test("a page of this very server may", async () => {
    const origin = `http://localhost:${http.port}`;
    const headers = { origin, host: `localhost:${http.port}`, "sec-fetch-site": "same-origin" };
    expect((await send(http.port, { method: "POST", path: "/-/reload", headers })).status).toBe(200);
  });
});
