import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import { parseHeartbeats } from "../../../test/support/wire/parse-heartbeats";

const MOST_HEARTBEATS = 1_000;

/** One request as it arrived. */
export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** What the stub answers instead of a report. */
export interface StubAnswer {
  readonly status: number;
  readonly body: string;
}

/** A real HTTP server that takes heartbeats with the reader that the exporter itself uses. */
export class StubExporter {
  readonly requests: StubRequest[] = [];
  readonly heartbeats: ShardStats[] = [];
  /** What could not be read of any body; stays empty. */
  readonly refusals: string[] = [];
  answer: StubAnswer | "silence" | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        const answer = this.#take({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
        if (answer === "silence") return;
        response.writeHead(answer.status, { "content-type": "application/json" });
        response.end(answer.body);
      });
    });
  }

  static async start(): Promise<StubExporter> {
    const stub = new StubExporter();
    await new Promise<void>((resolve) => {
      stub.#server.listen(0, "127.0.0.1", resolve);
    });
    return stub;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  #take(request: StubRequest): StubAnswer | "silence" {
    this.requests.push(request);
    if (this.answer !== undefined) return this.answer;
    if (request.method === "DELETE") return { status: 204, body: "" };
    if (request.method === "PUT") return { status: 200, body: request.body };
    const format = request.headers["content-type"] === "application/x-ndjson" ? "ndjson" : "json";
    const batch = parseHeartbeats(Buffer.from(request.body), format, MOST_HEARTBEATS);
    if (!batch.ok) {
      this.refusals.push(batch.message);
      return { status: 400, body: "{}" };
    }
    let accepted = 0;
    for (const heartbeat of batch.heartbeats) {
      if (heartbeat.ok) {
        this.heartbeats.push(heartbeat.value);
        accepted += 1;
      } else this.refusals.push(heartbeat.message);
    }
    return { status: 202, body: JSON.stringify({ accepted, stale: 0, retired: 0, rejected: [] }) };
  }
}
