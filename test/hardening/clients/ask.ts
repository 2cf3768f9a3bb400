import { request } from "node:http";
import type { Agent } from "node:http";

/** One request to a port of this machine. */
export interface Question {
  readonly port: number;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Keeps connections; without it, each question has one of its own. */
  readonly agent?: Agent;
  /** For the whole answer to arrive. 10 s unless given. */
  readonly timeoutMs?: number;
}

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** From the first byte of the question to the last of the answer. */
  readonly tookMs: number;
}

/** Asks and waits for the whole answer. @throws Error when the connection breaks or the time is over. */
export function ask({
  port,
  agent,
  headers,
  body = "",
  timeoutMs = 10_000,
  ...rest
}: Question): Promise<Answer> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        agent: agent ?? false,
        headers: { ...headers, ...(body === "" ? {} : { "content-length": Buffer.byteLength(body) }) },
        ...rest,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", fail);
        incoming.on("end", () => {
          clearTimeout(timer);
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: incoming.statusCode ?? 0, text, tookMs: performance.now() - startedMs });
        });
      },
    );
    const timer = setTimeout(() => {
      outgoing.destroy(new Error(`${rest.path}: no whole answer within ${timeoutMs} ms`));
    }, timeoutMs);
    function fail(error: Error): void {
      clearTimeout(timer);
      reject(error);
    }
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}
