import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";

import { wallNs } from "../programs/wall-ns";

/** How a server answers. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on a free port that answers as a test wants, until it is told to answer otherwise. */
export class HealthServer {
  readonly #server: Server;
  answering: Answering;
  readonly requests: IncomingMessage[] = [];

  private constructor(answering: Answering, tls?: ServerOptions) {
    this.answering = answering;
    const listener: RequestListener = (request, response) => {
      this.requests.push(request);
      response.on("error", () => undefined);
      this.answering(request, response);
    };
    this.#server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
  }

  static async start(answering: Answering, tls?: ServerOptions): Promise<HealthServer> {
    const server = new HealthServer(answering, tls);
    await server.listen(0);
    return server;
  }

  /** Listens again, on the port that it had. */
  async resume(): Promise<void> {
    await this.listen(this.#port);
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #port = 0;

  get port(): number {
    return this.#port;
  }

  url(scheme: "http" | "https" = "http", host = "127.0.0.1"): string {
    return `${scheme}://${host}:${this.#port}/cluster/health`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }
}

/** One replica of a document. */
export interface ListedShard {
  readonly shard?: number;
  readonly region?: number;
  readonly heartbeatNs: bigint;
  readonly lag?: Readonly<Record<string, number>>;
}

/** What is in a document. */
export interface DocumentParts {
  readonly snapshotNs: bigint;
  readonly shards: readonly ListedShard[];
  readonly regions?: Readonly<Record<string, string>>;
}

/** A `ClusterHealth` as tidalDB's `health_json()` prints it, with nothing that is an extension. */
export function healthDocument({ snapshotNs, shards, regions = {} }: DocumentParts): string {
  const listed = shards.map(({ shard = 0, region = 0, heartbeatNs, lag = {} }) => {
    const rest = JSON.stringify({ replication_lag: lag, disk_bytes: 4096 }).slice(1, -1);
    return `{"shard_id":${shard},"region_id":${region},"entity_count":9007199254740993,"signal_throughput_eps":1.5,${rest},"last_heartbeat_ns":${heartbeatNs}}`;
  });
  return `{
  "snapshot_ns": ${snapshotNs},
  "shards": [${listed.join(",\n    ")}],
  "regions": ${JSON.stringify(regions)},
  "tenant_count": 0,
  "total_entities": 0,
  "total_signals_eps": 0.0
}`;
}

/** Answers with a document. */
export function answersWith(document: () => string): Answering {
  return (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(document());
  };
}

/** An answering control plane whose replicas are all alive. */
export function healthy(...homes: readonly (readonly [shard: number, region: number])[]): Answering {
  return answersWith(() =>
    healthDocument({
      snapshotNs: wallNs(),
      shards: homes.map(([shard, region]) => ({ shard, region, heartbeatNs: wallNs(100) })),
      regions: Object.fromEntries(homes.map(([, region]) => [String(region), "Healthy"])),
    }),
  );
}
