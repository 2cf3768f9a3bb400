import { connect } from "node:net";
import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";

import { CountedAnswer } from "./counted-answer";

/** How one GET is asked. */
export interface ScrapeOptions {
  /** Text unless given. */
  readonly accept?: string;
  readonly gzip?: boolean;
}

/** How one GET went, as seen from its client. */
export interface Scrape {
  /** From asking on an open connection to the last byte. */
  readonly durationMs: number;
  /** Bytes of the body as they came, compressed or not; with chunked encoding its frames too, about a thousandth. */
  readonly bodyBytes: number;
}

export const TEXT = "text/plain;version=0.0.4";
export const OPENMETRICS = "application/openmetrics-text;version=1.0.0";

const RECEIVE_BYTES = 1 << 20;
const SILENCE_MS = 60_000;

/**
 * Gets a URL on a connection of its own and throws the body away.
 *
 * @throws Error when the answer is not 200, not complete, or a minute passes without a byte.
 */
export async function scrape(url: string, options: ScrapeOptions = {}): Promise<Scrape> {
  const connection = await ScrapeConnection.open(url);
  try {
    return await connection.get(url, options);
  } finally {
    connection.close();
  }
}

/** A kept connection, as Prometheus keeps one, that takes answers as cheaply as Node can: what is measured is the server. */
export class ScrapeConnection {
  readonly #socket: Socket;
  #answer: CountedAnswer | undefined;
  #settle: ((failure: Error | undefined) => void) | undefined;

  private constructor(url: string, onOpen: () => void, onFailure: (error: Error) => void) {
    const { hostname, port } = new URL(url);
    const fail = (error: Error): void => {
      onFailure(error);
      this.#settle?.(error);
    };
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(RECEIVE_BYTES),
        callback: (length, buffer) => {
          this.#answer?.take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          if (this.#answer?.isComplete === true) this.#settle?.(undefined);
          return true;
        },
      },
    });
    this.#socket.setTimeout(SILENCE_MS, () =>
      this.#socket.destroy(new Error(`${url}: nothing came for a minute`)),
    );
    this.#socket.on("connect", onOpen);
    this.#socket.on("error", fail);
    this.#socket.on("close", () => {
      fail(new Error(`${url}: the answer breaks off`));
    });
  }

  /** @param url - any URL of the server. */
  static open(url: string): Promise<ScrapeConnection> {
    return new Promise((resolve, reject) => {
      const connection: ScrapeConnection = new ScrapeConnection(
        url,
        () => {
          resolve(connection);
        },
        reject,
      );
    });
  }

  /** Whether another GET can be asked on it: servers close connections that were idle for long. */
  get isOpen(): boolean {
    return this.#socket.writable && this.#socket.readable;
  }

  /** @throws Error when the answer is not 200 or not complete. */
  get(url: string, { accept = TEXT, gzip = false }: ScrapeOptions = {}): Promise<Scrape> {
    const { hostname, pathname, search } = new URL(url);
    const answer = new CountedAnswer();
    this.#answer = answer;
    return new Promise((resolve, reject) => {
      const startedMs = performance.now();
      this.#settle = (failure) => {
        const durationMs = performance.now() - startedMs;
        this.#settle = undefined;
        if (failure) reject(failure);
        else if (answer.status === 200) resolve({ durationMs, bodyBytes: answer.bodyBytes });
        else reject(new Error(`${url}: expected 200, got ${answer.status}`));
      };
      this.#socket.write(
        `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}\r\naccept: ${accept}\r\n` +
          `accept-encoding: ${gzip ? "gzip" : "identity"}\r\n\r\n`,
      );
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
