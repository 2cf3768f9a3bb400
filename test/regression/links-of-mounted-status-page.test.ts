import express from "express";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { ControlPlane, createApp, ReplicationLagGauge, TenantRouter, Topology } from "../../src/index";
import { send } from "../support/http/http-client";

let server: Server;

beforeEach(async () => {
  const topology = new Topology([]);
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge());
  server = createServer(express().use("/tidaldb", createApp(controlPlane))).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

/** The links began at the root of the server, where the routes of a mounted application are not. */
test("every link of a status page that is mounted below another path leads somewhere", async () => {
  const { port } = server.address() as AddressInfo;
  const page = await send(port, { path: "/tidaldb/" });
  const links = [...page.text.matchAll(/<a href="([^"]*)"/g)].map(([, link]) => link ?? "");
  expect(links.length).toBeGreaterThan(5);
  for (const path of links) expect([path, (await send(port, { path })).status]).toEqual([path, 200]);
});
