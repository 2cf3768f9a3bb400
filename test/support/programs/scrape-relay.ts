import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between a scraper and an exporter: notes the formats that are served, and can ask for another one. */
export class ScrapeRelay {
  readonly #server: Server;
  readonly #contentTypes = new Set<string>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /**
   * Listens on a free port and passes every GET on.
   *
   * @param upstream - the exporter's base URL.
   * @param accept - sent instead of the scraper's own Accept header; undefined leaves that as it is.
   */
  static async start(upstream: string, accept?: string): Promise<ScrapeRelay> {
    const server = createServer();
    const relay = new ScrapeRelay(server);
    server.on("request", (request, response) => {
      relay
        .#pass(`${upstream}${request.url ?? "/"}`, accept ?? request.headers.accept ?? "*/*", response)
        .catch((error: unknown) => {
          // The scraper reports it as a failed scrape, with this text.
          response.writeHead(502).end(String(error));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  /** HOST:PORT for a scrape configuration. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Every Content-Type that was served so far. */
  get contentTypes(): readonly string[] {
    return [...this.#contentTypes];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(url: string, accept: string, response: ServerResponse): Promise<void> {
    const answer = await fetch(url, { headers: { accept } });
    const contentType = answer.headers.get("content-type") ?? "";
    this.#contentTypes.add(contentType);
    response.writeHead(answer.status, { "content-type": contentType });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
}
