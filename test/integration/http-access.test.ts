import type { AccessToken } from "../../src/http/access/bearer-tokens";
import { send, sendJson } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

const TOKENS: readonly AccessToken[] = [
  { name: "prometheus", secret: "scrape-secret-0123", scopes: ["scrape"] },
  { name: "shards", secret: "ingest-secret-0123", scopes: ["ingest"] },
  { name: "operator", secret: "admin-secret-01234", scopes: ["admin"] },
  { name: "robot", secret: "shared-secret-0123", scopes: ["scrape"] },
  { name: "robot-ingest", secret: "shared-secret-0123", scopes: ["ingest"] },
];

const CALLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nobody: {},
  stranger: { authorization: "Bearer scrape-secret-0124" },
  prometheus: { authorization: "Bearer scrape-secret-0123" },
  shards: { authorization: "bearer ingest-secret-0123" },
  operator: { authorization: "Bearer admin-secret-01234" },
  robot: { authorization: "Bearer shared-secret-0123" },
};

describe("with tokens configured", () => {
  let http: HttpFixture;

  beforeAll(async () => {
    http = await startHttp({ services: () => ({ tokens: () => TOKENS }) });
  });

  afterAll(async () => {
    await http.close();
  });

  test("a secret that is listed twice has the scopes of both, and no more", async () => {
    const headers = CALLERS["robot"] ?? {};
    const body = "[]";
    const json = { "content-type": "application/json" };
    const statuses = [
      await send(http.port, { path: "/metrics", headers }),
      await send(http.port, {
        method: "POST",
        path: "/api/v1/heartbeats",
        headers: { ...headers, ...json },
        body,
      }),
      await send(http.port, { method: "POST", path: "/-/reload", headers }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 202, 403]);
  });

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

  beforeAll(async () => {
    http = await startHttp();
  });

  afterAll(async () => {
    await http.close();
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
