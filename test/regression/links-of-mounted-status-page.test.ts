import express from "express";
import { once } from "node:events";
import { createServer, request as forward } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";

import { ControlPlane, createApp, ReplicationLagGauge, TenantRouter, Topology } from "../../src/index";
import { send } from "../support/http/http-client";

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function application(telemetryPath: string): ReturnType<typeof createApp> {
  const topology = new Topology([]);
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge());
  return createApp(controlPlane, { telemetryPath });
}

/** A reverse proxy that puts the application below a path and takes that path away again. */
function stripping(prefix: string, port: number): RequestListener {
  return ({ url = "", method, headers }, response) => {
    if (!url.startsWith(prefix)) {
      response.writeHead(404).end();
      return;
    }
    const outgoing = forward({ host: "127.0.0.1", port, path: url.slice(prefix.length), method, headers });
    outgoing.on("response", (incoming) => {
      response.writeHead(incoming.statusCode ?? 500, incoming.headers);
      incoming.pipe(response);
    });
    outgoing.end();
  };
}

/** An answer that goes on as long as its reader stays. */
function isEndless(path: string): boolean {
  return path.endsWith("/stream");
}

/** Every link, as a browser that has the page from this path goes to it. */
async function linksOf(port: number, path: string): Promise<readonly string[]> {
  const { text } = await send(port, { path });
  const links = [...text.matchAll(/\bhref="([^"]*)"/g)].map(([, link]) => link ?? "");
  return links
    .filter((link) => link !== "data:," && !isEndless(link))
    .map((link) => new URL(link, `http://here${path}`).pathname);
}

async function expectLinksLead(port: number, path: string): Promise<void> {
  const links = await linksOf(port, path);
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect([link, (await send(port, { path: link })).status]).toEqual([link, 200]);
}

/** The links began at the root of the server, where the routes of a mounted application are not. */
test.each(["/tidaldb/", "/tidaldb", "/tidaldb?from=bookmark", "/tidaldb/?a=/b/"])(
  "every link of a status page that is mounted below another path leads somewhere from %s",
  async (path) => {
    await expectLinksLead(await listen(express().use("/tidaldb", application("/metrics"))), path);
  },
);

test.each(["/monitoring/a", "/monitoring/a/"])(
  "also when it is mounted several segments deep, from %s",
  async (path) => {
    await expectLinksLead(await listen(express().use("/monitoring/a", application("/metrics"))), path);
  },
);

/** The links began at the root of the host, where the proxy has something else. */
test.each(["/metrics", "/prometheus/tidaldb/metrics"])(
  "every link leads somewhere behind a proxy that takes a path away, with the metrics at %s",
  async (telemetryPath) => {
    const port = await listen(application(telemetryPath));
    const proxy = await listen(stripping("/ops/exporter", port));
    await expectLinksLead(proxy, "/ops/exporter/");
    expect(await linksOf(proxy, "/ops/exporter/")).toContain(`/ops/exporter${telemetryPath}`);
  },
);

test("every path of the OpenAPI document is below the server that it names, behind a proxy too", async () => {
  const proxy = await listen(stripping("/ops", await listen(application("/metrics"))));
  const address = "/ops/api/v1/openapi.json";
  const { servers: named, paths } = (await send(proxy, { path: address })).json() as {
    servers: readonly { url: string }[];
    paths: Record<string, Record<string, unknown>>;
  };
  const [root] = named.map(({ url }) => new URL(url, `http://here${address}`).pathname.replace(/\/$/, ""));
  expect([named.length, root]).toEqual([1, "/ops"]);
  const opened = Object.keys(paths).filter(
    (path) => paths[path]?.["get"] && !/\{|route$/.test(path) && !isEndless(path),
  );
  expect(opened.length).toBeGreaterThan(5);
  for (const path of opened) {
    expect([path, (await send(proxy, { path: `${root}${path}` })).status]).toEqual([path, 200]);
  }
});
