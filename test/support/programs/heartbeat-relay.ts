import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/**
 * Stands between a cluster and its exporters, as two exporters are fed in production: every request goes to each of them,
 * and the way from a region to one of them can be cut.
 */
export class HeartbeatRelay {
  readonly #server: Server;
  readonly #exporters: readonly string[];
  /** `EXPORTER REGION` of each way that is cut. */
  readonly #cut = new Set<string>();

  private constructor(server: Server, exporters: readonly string[]) {
    this.#server = server;
    this.#exporters = exporters;
  }

  /**
   * Listens on a free port.
   *
   * @param exporters - HOST:PORT of each.
   */
  static async start(exporters: readonly string[]): Promise<HeartbeatRelay> {
    const server = createServer();
    const relay = new HeartbeatRelay(server, exporters);
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

  /** From now on this exporter gets nothing from this region. */
  cut(exporter: string, regionId: number): void {
    this.#cut.add(`${exporter} ${regionId}`);
  }

  /** Every exporter gets everything again. */
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
    const open = this.#exporters.filter((exporter) => !this.#cut.has(`${exporter} ${regionId ?? ""}`));
    const answers = await Promise.allSettled(
      open.map(async (exporter) => {
        const answer = await fetch(`http://${exporter}${request.url ?? "/"}`, {
          method: request.method ?? "POST",
          headers: { "content-type": request.headers["content-type"] ?? "application/json" },
          body,
        });
        return { status: answer.status, text: await answer.text() };
      }),
    );
    const answered = answers.find((answer) => answer.status === "fulfilled");
    if (answered === undefined) response.writeHead(502).end();
    else
      response
        .writeHead(answered.value.status, { "content-type": "application/json" })
        .end(answered.value.text);
  }
}
