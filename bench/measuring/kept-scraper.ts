import { performance } from "node:perf_hooks";

import { ScrapeConnection } from "./scrape";
import type { Scrape } from "./scrape";

/** Node closes connections that were idle for five seconds; a request that crosses that on its way would be lost. */
const IDLE_LIMIT_MS = 3_000;

/** Scrapes one server again and again on a kept connection, as Prometheus does; a new one when the server closed it. */
export class KeptScraper {
  readonly #url: string;
  #connection: ScrapeConnection | undefined;
  #usedMs = 0;

  /** @param url - where the server is, without a path. */
  constructor(url: string) {
    this.#url = url;
  }

  /** @throws Error when the answer is not 200 or not complete. */
  async scrape(path: string): Promise<Scrape> {
    if (this.#connection?.isOpen !== true || performance.now() - this.#usedMs > IDLE_LIMIT_MS) {
      this.#connection?.close();
      this.#connection = await ScrapeConnection.open(this.#url);
    }
    const scraped = await this.#connection.get(this.#url + path);
    this.#usedMs = performance.now();
    return scraped;
  }

  close(): void {
    this.#connection?.close();
  }
}
