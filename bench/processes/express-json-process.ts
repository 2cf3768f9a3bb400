/** The baseline: heartbeats taken in as most programs would, by express and its JSON parser, which rounds u64s. */
import express from "express";
import type { AddressInfo } from "node:net";

import { serveCommands } from "./command-server";

interface PostedHeartbeat {
  readonly shard_id: number;
}

const latest = new Map<number, PostedHeartbeat>();

const expressJsonCommands = {
  async start(): Promise<string> {
    const app = express();
    app.use(express.json({ limit: "64mb" }));
    app.post("/api/v1/heartbeats", (request, response) => {
      const body = request.body as PostedHeartbeat | readonly PostedHeartbeat[];
      const heartbeats = Array.isArray(body)
        ? (body as readonly PostedHeartbeat[])
        : [body as PostedHeartbeat];
      for (const heartbeat of heartbeats) latest.set(heartbeat.shard_id, heartbeat);
      response.status(202).json({ accepted: heartbeats.length });
    });
    return new Promise((resolve) => {
      const server = app.listen(0, "127.0.0.1", () => {
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      });
    });
  },
};

export type ExpressJsonCommands = typeof expressJsonCommands;

serveCommands(expressJsonCommands);
