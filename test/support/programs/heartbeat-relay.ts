import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Stands between a cluster and one of its exporters: the way from a region to it can be cut. */
export class HeartbeatRelay {
  readonly #server: Server;
  readonly #exporter: string;
  readonly #cut = new Set<number>();

  private constructor(server: Server, exporter: string) {
    this.#server = server;
    this.#exporter = exporter;
  }

  /**
   * Listens on a free port.
   *
   * @param exporter - HOST:PORT.
   */
  static async start(exporter: string): Promise<HeartbeatRelay> {
    const server = createServer();
    const relay = new HeartbeatRelay(server, exporter);
    server.on("request", (request: IncomingMessage, response) => {
      relay.#pass(request, response).catch((error: unknown) => response.writeHead(502).end(String(error)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  /** HOST:PORT for a cluster to send to. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on the exporter gets nothing from this region. */
  cut(regionId: number): void {
    this.#cut.add(regionId);
  }

  /** The exporter gets everything again. */
  restore(): void {
    this.#cut.clear();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await buffer(request)).toString();
    // The reference cluster sends one request with all of a region's replicas.
    const regionId = /"region_id":\s*(\d+)/.exec(body)?.[1];
    if (regionId !== undefined && this.#cut.has(Number(regionId))) {
      response.writeHead(502).end();
      return;
    }
    const answer = await fetch(`http://${this.#exporter}${request.url ?? "/"}`, {
      method: request.method ?? "POST",
      headers: { "content-type": request.headers["content-type"] ?? "application/json" },
      ...(body !== "" && { body }),
    });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  }
}
