import { connect } from "node:net";
import { performance } from "node:perf_hooks";

/** How one GET is asked. */
export interface ScrapeOptions {
  readonly accept?: string;
  readonly gzip?: boolean;
  readonly timeoutMs?: number;
}

/** How one GET went, as seen from its client. */
export interface Scrape {
  /** From asking to the last byte, connecting included. */
  readonly durationMs: number;
  /** Bytes of the body as they came, compressed or not, without what HTTP adds to them. */
  readonly bodyBytes: number;
}

export const TEXT = "text/plain;version=0.0.4";
export const OPENMETRICS = "application/openmetrics-text;version=1.0.0";

const RECEIVE_BYTES = 1 << 20;
const HEAD_LIMIT_BYTES = 16_384;
const LAST_CHUNK = "0\r\n\r\n";

/**
 * Gets a URL on a connection of its own and throws the body away, as cheaply as Node can: what is measured is the server.
 *
 * @throws Error when the answer is not 200, not complete, or does not come within the time (60 s unless given).
 */
export function scrape(url: string, options: ScrapeOptions = {}): Promise<Scrape> {
  const { hostname, port, pathname, search } = new URL(url);
  const { accept = TEXT, gzip = false, timeoutMs = 60_000 } = options;
  const request =
    `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\naccept: ${accept}\r\n` +
    `accept-encoding: ${gzip ? "gzip" : "identity"}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const answer = new CountedAnswer();
    const startedMs = performance.now();
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: Buffer.allocUnsafe(RECEIVE_BYTES),
        callback: (length, buffer) => {
          answer.take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`${url}: nothing came for ${timeoutMs} ms`)));
    socket.on("error", reject);
    // Written and not ended: a server may take a half-closed connection for a client that left.
    socket.write(request);
    socket.on("end", () => {
      const durationMs = performance.now() - startedMs;
      socket.end();
      const problem = answer.problem;
      if (problem === undefined) resolve({ durationMs, bodyBytes: answer.bodyBytes });
      else reject(new Error(`${url}: ${problem}`));
    });
  });
}

/** Counts an answer's bytes; keeps only its head and its end. */
class CountedAnswer {
  #head = "";
  #headBytes = 0;
  #received = 0;
  #tail = "";

  take(bytes: Buffer): void {
    this.#received += bytes.length;
    if (this.#headBytes === 0) {
      this.#head += bytes.toString("latin1", 0, HEAD_LIMIT_BYTES);
      const end = this.#head.indexOf("\r\n\r\n");
      if (end >= 0) {
        this.#headBytes = end + 4;
        this.#head = this.#head.slice(0, end).toLowerCase();
      }
    }
    this.#tail = (this.#tail + bytes.toString("latin1", Math.max(0, bytes.length - LAST_CHUNK.length))).slice(
      -LAST_CHUNK.length,
    );
  }

  get #contentLength(): number | undefined {
    const length = /\r\ncontent-length: *(\d+)/.exec(this.#head)?.[1];
    return length === undefined ? undefined : Number(length);
  }

  /** With chunks it is what went over the wire: a thousandth more than the body. */
  get bodyBytes(): number {
    return this.#received - this.#headBytes;
  }

  /** What is wrong with the answer, or undefined. */
  get problem(): string | undefined {
    if (this.#headBytes === 0) return "the answer has no head";
    if (!this.#head.startsWith("http/1.1 200 ")) return `expected 200, got ${this.#head.slice(0, 40)}`;
    const length = this.#contentLength;
    if (length === undefined) return this.#tail === LAST_CHUNK ? undefined : "the answer breaks off";
    return this.bodyBytes === length ? undefined : `expected ${length} bytes, got ${this.bodyBytes}`;
  }
}
