import express from "express";
import { once } from "node:events";
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { connect as connectTls } from "node:tls";

import type { PasswordAccess } from "../../src/http/access/passwords/password-access";
import type { PasswordOutcome } from "../../src/http/access/passwords/password-checks";
import { HttpServer } from "../../src/http/server/server";
import type { HttpServerOptions } from "../../src/http/server/server";
import { ControlPlane, createApp, ReplicationLagGauge, TenantRouter, Topology } from "../../src/index";
import { limitDefaults } from "../../src/limits/limit-values";
import { startHttp } from "../support/http/http-fixture";
import { requestFor } from "../support/http/slow-reader";
import { eventually } from "../support/programs/eventually";
import { CertificateAuthority } from "../support/tls/certificate-authority";

const DEADLINE_MS = 10_000;

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A server that answers nothing, and what it was to answer. */
async function serveNothing(options: Partial<HttpServerOptions> = {}) {
  const responses: ServerResponse[] = [];
  const server = new HttpServer({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    listener: (_request, response) => responses.push(response),
    ...options,
  });
  await server.start();
  ends.push(() => server.stop({ graceMs: 0 }));
  return { port: server.addresses[0]?.port ?? 0, responses };
}

function untilAsked(responses: readonly ServerResponse[], count: number): Promise<true> {
  return eventually(`${count} requests arrive`, DEADLINE_MS, () => responses.length === count || undefined);
}

/** Node closes only the first of them: each of the others kept its place for good. */
describe("all answers that a connection waits for are over when it closes", () => {
  async function plain(): Promise<{ socket: Socket; responses: readonly ServerResponse[] }> {
    const { port, responses } = await serveNothing();
    return { socket: connect(port, "127.0.0.1"), responses };
  }

  async function encrypted(): Promise<{ socket: Socket; responses: readonly ServerResponse[] }> {
    const authority = await CertificateAuthority.create();
    const secureContext = await authority.issue("server");
    const settings = { secureContext, clientAuth: "NoClientCert", allowedSans: undefined } as const;
    const { port, responses } = await serveNothing({
      tls: { settings: () => settings, onRefused: () => undefined },
    });
    const socket = connectTls({ port, host: "127.0.0.1", ca: authority.cert, servername: "localhost" });
    return { socket, responses };
  }

  test.each([
    ["without TLS", plain],
    ["behind TLS", encrypted],
  ])("%s", async (_how, open) => {
    const { socket, responses } = await open();
    socket.write(requestFor("/").repeat(4));
    await untilAsked(responses, 4);
    const closed = responses.map((response) => once(response, "close"));
    socket.destroy();
    await Promise.all(closed);

    expect(responses.map(({ destroyed }) => destroyed)).toEqual([true, true, true, true]);
  });
});

test("scrapes that waited behind another answer give their places back when their client leaves", async () => {
  let asked = 0;
  const http = await startHttp({
    services: (usual) => ({
      limits: { ...usual.limits, maxScrapesInFlight: 3, addressShare: 100 },
      reload: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    }),
  });
  ends.push(() => http.close());
  const socket = connect(http.port, "127.0.0.1");
  socket.write(requestFor("/-/reload", "", "POST") + requestFor("/metrics").repeat(3));
  const status = async () => (await fetch(`http://127.0.0.1:${http.port}/metrics`)).status;
  await eventually("every place is taken", DEADLINE_MS, async () => (await status()) === 503 || undefined);
  socket.destroy();

  expect(asked).toBe(1);
  await eventually("a place is free", DEADLINE_MS, async () => (await status()) === 200 || undefined);
});

test("they are over in a server of somebody else too, who mounts the application", async () => {
  const topology = new Topology([]);
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge());
  const app = express();
  let asked = 0;
  app.get("/hangs", () => (asked += 1));
  const usual = { ...limitDefaults("request"), rateLimit: { ...limitDefaults("window"), windowMs: 1_000 } };
  const limits = { ...usual, maxScrapesInFlight: 3, addressShare: 100 };
  app.use("/tidaldb", createApp(controlPlane, { limits }));
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.write(requestFor("/hangs") + requestFor("/tidaldb/metrics").repeat(3));
  const status = async () => (await fetch(`http://127.0.0.1:${port}/tidaldb/metrics`)).status;
  await eventually("every place is taken", DEADLINE_MS, async () => (await status()) === 503 || undefined);
  socket.destroy();

  expect(asked).toBe(1);
  await eventually("a place is free", DEADLINE_MS, async () => (await status()) === 200 || undefined);
});

/** A place that is taken once the answer has closed is given back by nothing, whether express leads to the route or not. */
test.each([
  ["/metrics", { maxScrapesInFlight: 1 }],
  ["/health.json", { maxAnswersInFlight: 1 }],
  ["/api/v1/events/stream", { maxStreams: 1 }],
])("a request of %s whose client left while its password was checked takes no place", async (path, limit) => {
  const checks: ((outcome: PasswordOutcome) => void)[] = [];
  const passwords: PasswordAccess = {
    check: ({ name }) => (name === "slow" ? new Promise((resolve) => checks.push(resolve)) : "right"),
    scopesOf: () => ["scrape"],
  };
  const http = await startHttp({
    services: (usual) => ({
      passwords: () => passwords,
      limits: { ...usual.limits, ...limit, addressShare: 100 },
    }),
  });
  ends.push(() => http.close());
  const as = (name: string): string => `Basic ${Buffer.from(`${name}:secret`).toString("base64")}`;
  const socket = connect(http.port, "127.0.0.1");
  socket.write(requestFor(path, `Authorization: ${as("slow")}\r\n`));
  await eventually("the password is checked", DEADLINE_MS, () => checks.length === 1 || undefined);
  socket.destroy();
  const isAborted = (): boolean => http.logged.some(({ aborted }) => aborted === true);
  await eventually("the server has noticed", DEADLINE_MS, () => isAborted() || undefined);
  checks[0]?.("right");

  const leaving = new AbortController();
  const { status } = await fetch(`http://127.0.0.1:${http.port}${path}`, {
    headers: { authorization: as("quick") },
    signal: leaving.signal,
  });
  leaving.abort();
  expect(status).toBe(200);
});
