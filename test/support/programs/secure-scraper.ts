import { Agent, get } from "node:https";
import { TLSSocket } from "node:tls";

import type { Identity } from "../tls/certificate-authority";

/** What a scraper shows, and whom it believes; may change from one scrape to the next. */
export interface ScraperCredentials {
  readonly ca: string;
  readonly client: Identity;
  /** The `Authorization` header. */
  readonly authorization: string;
}

/** Scrapes over TLS again and again, by turns on a connection that it keeps and on a new one, and notes what went wrong. */
export class SecureScraper {
  readonly #address: string;
  readonly #kept = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #timer: NodeJS.Timeout;
  readonly #running = new Set<Promise<void>>();
  readonly #failures: string[] = [];
  readonly #subjects = new Set<string>();
  #scrapes = 0;
  credentials: ScraperCredentials;

  constructor(address: string, credentials: ScraperCredentials, intervalMs: number) {
    this.#address = address;
    this.credentials = credentials;
    this.#timer = setInterval(() => {
      const scrape = this.#scrape().finally(() => this.#running.delete(scrape));
      this.#running.add(scrape);
    }, intervalMs);
  }

  get scrapes(): number {
    return this.#scrapes;
  }

  get failures(): readonly string[] {
    return this.#failures;
  }

  /** Whose certificates have been served. */
  get subjects(): ReadonlySet<string> {
    return this.#subjects;
  }

  /** Stops, and waits for the scrapes that are under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#running);
    this.#kept.destroy();
  }

  async #scrape(): Promise<void> {
    this.#scrapes += 1;
    const number = this.#scrapes;
    const agent = number % 2 === 0 ? this.#kept : new Agent({ maxCachedSessions: 0 });
    const outcome = await secureGet(this.#address, this.credentials, agent).catch(String);
    if (typeof outcome === "string" || outcome.status !== 200) {
      const what = typeof outcome === "string" ? outcome : `status ${outcome.status}`;
      this.#failures.push(`scrape ${number}: ${what}`);
    } else {
      this.#subjects.add(outcome.subject);
    }
  }
}

/** What came of one request. */
export interface SecureAnswer {
  readonly status: number;
  /** Whose certificate was served. */
  readonly subject: string;
  readonly body: string;
}

/** One GET of the metrics. */
export function secureGet(
  address: string,
  { ca, client, authorization }: ScraperCredentials,
  agent: Agent = new Agent({ maxCachedSessions: 0 }),
): Promise<SecureAnswer> {
  return new Promise((resolve, reject) => {
    const options = { ca, cert: client.cert, key: client.key, headers: { authorization }, agent };
    const request = get(`https://${address}/metrics`, options, (response) => {
      const { socket, statusCode = 0 } = response;
      const subject = socket instanceof TLSSocket ? String(socket.getPeerCertificate().subject.CN) : "";
      const chunks: string[] = [];
      response.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
      response.once("end", () => {
        resolve({ status: statusCode, subject, body: chunks.join("") });
      });
      response.once("error", reject);
    });
    request.once("error", reject);
  });
}
