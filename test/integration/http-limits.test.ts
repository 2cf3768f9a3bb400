import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";

import type { HttpLimits } from "../../src/http/routing/http-services";
import { LIMITS } from "../../src/limits/limits";
import type { LimitName } from "../../src/limits/limits";
import { send, sendJson } from "../support/http/http-client";
import type { TestResponse } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { FixtureOptions, HttpFixture } from "../support/http/http-fixture";
import { exchange } from "../support/http/raw-connection";

let http: HttpFixture;

afterEach(async () => {
  await http.close();
});

async function start(
  limits: Partial<HttpLimits>,
  server: NonNullable<FixtureOptions["server"]> = {},
): Promise<void> {
  http = await startHttp({ server, services: (usual) => ({ limits: { ...usual.limits, ...limits } }) });
}

function rateLimit(limits: Partial<HttpLimits["rateLimit"]>): Partial<HttpLimits> {
  return { rateLimit: { requests: 0, heartbeats: 0, windowMs: 60_000, ...limits } };
}

/** That a limit refused this often: in the metric, nothing under another limit's name, and with one line in the log. */
function expectRefusals(limit: LimitName, count: number): void {
  const counted = Object.entries(http.services.refusals.counts).filter(([, refused]) => refused > 0);
  expect(counted).toEqual([[limit, count]]);
  const lines = http.logged.filter((line) => line["limit"] !== undefined);
  expect(lines).toEqual([
    expect.objectContaining({
      level: 40,
      limit,
      setting: LIMITS[limit].setting,
      client: "127.0.0.1",
    }),
  ]);
}

function expectRefused(answer: TestResponse, limit: LimitName): void {
  expect(answer.status).toBe(LIMITS[limit].status);
  expect(answer.headers["content-type"]).toBe("application/problem+json");
}

const beat = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, shard) => http.heartbeat({ shard_id: shard }));

test("a body that is too large is refused, also for a tenant", async () => {
  await start({ maxBodyBytes: 1_024 });
  const padding = " ".repeat(2_000);
  const headers = { "content-type": "application/json" };
  for (const [method, path] of [
    ["POST", "/api/v1/heartbeats"],
    ["PUT", "/api/v1/tenants/1"],
  ] as const) {
    expectRefused(await send(http.port, { method, path, headers, body: `[]${padding}` }), "body_size");
  }
  expectRefusals("body_size", 2);
});

test("a batch that is too long is refused from the limit on", async () => {
  await start({ maxBatch: 2 });
  expectRefused(await sendJson(http.port, "POST", "/api/v1/heartbeats", beat(3)), "batch_length");
  expect(http.controlPlane.snapshot().heartbeats).toMatchObject({ accepted: 2, rejected: 1 });
  expectRefusals("batch_length", 1);
});

test("a head that is too large is refused", async () => {
  await start({}, { maxHeaderBytes: 2_048 });
  const headers = { "x-long": "a".repeat(4_000) };
  expectRefused(await send(http.port, { path: "/metrics", headers }), "header_size");
  expectRefusals("header_size", 1);
});

test("a head larger than Node's own limit is taken when this program's limit allows it", async () => {
  await start({}, { maxHeaderBytes: 64 * 1024 });
  const headers = { "x-long": "a".repeat(50_000) };
  expect((await send(http.port, { path: "/-/healthy", headers })).status).toBe(200);
});

test.each([
  ["header_time", "GET /metrics HTTP/1.1\r\nHost: here\r\n"],
  ["header_time", ""],
  [
    "request_time",
    "POST /api/v1/heartbeats HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n[",
  ],
] as const)("what does not arrive in time is refused by the limit %s", async (limit, bytes) => {
  await start({}, { timeouts: { headerMs: 200, requestMs: 400 } });
  expect(await exchange(http.port, bytes)).toMatch(/^HTTP\/1\.1 408 /);
  expectRefusals(limit, 1);
});

test("a connection that is kept open and not used again is closed without a word in the log", async () => {
  await start({}, { timeouts: { idleMs: 200 } });
  const answer = await exchange(http.port, "GET /-/healthy HTTP/1.1\r\nHost: here\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(http.services.refusals.counts.idle_time).toBe(0);
});

test("a connection too many is closed at once, and those that are open go on", async () => {
  await start({}, { maxConnections: 2 });
  const open = [1, 2].map(() => connect(http.port, "127.0.0.1"));
  await Promise.all(open.map((socket) => once(socket, "connect")));
  expect(await exchange(http.port, "GET /-/healthy HTTP/1.1\r\nHost: here\r\n\r\n")).toBe("");
  open[0]?.write("GET /-/healthy HTTP/1.1\r\nHost: here\r\n\r\n");
  if (open[0]) expect(String(await once(open[0], "data"))).toMatch(/^HTTP\/1\.1 200 /);
  for (const socket of open) socket.destroy();
  expectRefusals("connections", 1);
});

test("a scrape too many is told to come back; a place is free once an answer is over, also one that was left", async () => {
  await start({ maxScrapesInFlight: 1 });
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const { exposition } = http.services;
  const render = exposition.render.bind(exposition);
  exposition.render = async (asked) => {
    await held;
    return render(asked);
  };
  const first = send(http.port, { path: "/metrics" });
  const leaving = request({ host: "127.0.0.1", port: http.port, path: "/metrics", agent: false });
  leaving.on("error", () => undefined).end();
  const [refused] = (await once(leaving, "response")) as [IncomingMessage];
  expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([503, "1"]);
  refused.resume();
  expect((await send(http.port, { path: "/health.json" })).status).toBe(200);
  letGo();
  expect((await first).status).toBe(200);
  expect((await send(http.port, { path: "/metrics" })).status).toBe(200);
  expectRefusals("scrapes_in_flight", 1);
});

test("requests of one address are limited per window", async () => {
  await start(rateLimit({ requests: 1 }));
  expect((await send(http.port, { path: "/health" })).status).toBe(200);
  const answer = await send(http.port, { path: "/health" });
  expectRefused(answer, "request_rate");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expectRefusals("request_rate", 1);
});

test("heartbeats of one address are limited per window: a batch is taken whole, the next has to wait for it", async () => {
  await start(rateLimit({ heartbeats: 10 }));
  const post = (count: number): Promise<TestResponse> =>
    sendJson(http.port, "POST", "/api/v1/heartbeats", beat(count));
  expect((await post(25)).json()["accepted"]).toBe(25);
  const answer = await post(1);
  expectRefused(answer, "heartbeat_rate");
  expect(answer.headers["retry-after"]).toBe("90");
  expect((await send(http.port, { path: "/metrics" })).status).toBe(200);
  http.clock.advance(90_000);
  expect((await post(1)).status).toBe(202);
  expectRefusals("heartbeat_rate", 1);
});

test("rejected heartbeats use up the same budget", async () => {
  await start(rateLimit({ heartbeats: 10 }));
  const bad = Array.from({ length: 20 }, () => ({}));
  expect((await sendJson(http.port, "POST", "/api/v1/heartbeats", bad)).json()["rejected_count"]).toBe(20);
  expectRefused(await sendJson(http.port, "POST", "/api/v1/heartbeats", bad), "heartbeat_rate");
});

test("a tenant too many is refused, and those that are there can be changed and deleted", async () => {
  await start({ maxTenants: 2 });
  const put = (tenant: number): Promise<TestResponse> =>
    sendJson(http.port, "PUT", `/api/v1/tenants/${tenant}`, {});
  expect([(await put(1)).status, (await put(2)).status]).toEqual([201, 201]);
  const answer = await put(3);
  expectRefused(answer, "tenants");
  expect(answer.json()["detail"]).toContain("http.max_tenants");
  expect((await put(2)).status).toBe(200);
  await send(http.port, { method: "DELETE", path: "/api/v1/tenants/1" });
  expect((await put(3)).status).toBe(201);
  expectRefusals("tenants", 1);
});

test("what was refused is in the metrics, by limit", async () => {
  await start({ maxBatch: 1 });
  await sendJson(http.port, "POST", "/api/v1/heartbeats", beat(2));
  const { text } = await send(http.port, { path: "/metrics?collect[]=exporter" });
  expect(text).toContain('tidaldb_exporter_limit_refusals_total{limit="batch_length"} 1\n');
  expect(text).toContain('tidaldb_exporter_limit_refusals_total{limit="connections"} 0\n');
});
