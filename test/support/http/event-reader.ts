import { request } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";

/** A client of server-sent events, which keeps all that it was sent. */
export class EventReader {
  readonly #request: ClientRequest;
  readonly #waiting = new Set<() => void>();
  #text = "";
  readonly response: Promise<IncomingMessage>;
  /** Settles when the server ended the answer in order. */
  readonly ended: Promise<void>;

  /** @param path - with its query. */
  constructor(port: number, path: string, headers: Readonly<Record<string, string>> = {}) {
    this.#request = request({ host: "127.0.0.1", port, path, headers, agent: false });
    this.response = new Promise((resolve, reject) => {
      this.#request.once("response", resolve);
      this.#request.on("error", reject);
    });
    this.ended = this.response.then(
      (response) =>
        new Promise((resolve) => {
          response.on("data", (chunk: Buffer) => {
            this.#text += chunk.toString("utf8");
            for (const check of [...this.#waiting]) check();
          });
          response.on("end", resolve);
          // A test that closes it has what it wanted.
          response.on("error", () => undefined);
        }),
    );
    this.response.catch(() => undefined);
    this.ended.catch(() => undefined);
    this.#request.end();
  }

  /** All that came so far. */
  get text(): string {
    return this.#text;
  }

  /** The titles of the events that came so far. */
  get titles(): readonly string[] {
    return [...this.#text.matchAll(/^data: .*"title":"([^"]*)"/gm)].map((match) => match[1] ?? "");
  }

  /** Settles once the text that came matches. */
  async until(pattern: RegExp): Promise<void> {
    await this.response;
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (!pattern.test(this.#text)) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  close(): void {
    this.#request.destroy();
  }
}
