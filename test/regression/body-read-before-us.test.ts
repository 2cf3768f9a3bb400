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
  const application = express();
  application.use(express.json());
  application.use("/tidaldb", createApp(controlPlane));
  server = createServer(application).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

/**
 * A body parser of the mounting application leaves nothing to read, and the end of the body has been: the request was never
 * answered, not even by a timeout, since it had arrived in full.
 */
test.each([
  ["POST", "/tidaldb/api/v1/heartbeats", "[]"],
  ["PUT", "/tidaldb/api/v1/topology/shards/1", '{"region_id":0}'],
  ["PUT", "/tidaldb/api/v1/tenants/1", "{}"],
])(
  "%s %s behind somebody else's body parser is answered, and says what to change",
  async (method, path, body) => {
    const { port } = server.address() as AddressInfo;
    const headers = { "content-type": "application/json" };
    const { status, text } = await send(port, { method, path, headers, body });
    expect(status).toBe(500);
    expect(text).toContain("mount it before the parser");
  },
);
