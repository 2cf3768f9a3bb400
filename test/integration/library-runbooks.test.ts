import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { ControlPlane, createApp, ReplicationLagGauge, TenantRouter, Topology } from "../../src/index";
import { send } from "../support/http/http-client";

let server: Server;

beforeAll(async () => {
  const topology = new Topology([{ shardId: 0, regionId: 0 }]);
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    offlineAfterMs: 77_000,
  });
  server = createApp(controlPlane).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

test("the routes of an embedded control plane have runbooks, with the limits that it has", async () => {
  const { port } = server.address() as AddressInfo;
  const { status, text } = await send(port, { path: "/runbooks/TidaldbRegionOffline?region=0" });
  expect(status).toBe(200);
  expect(text).toContain("77 s");
});
