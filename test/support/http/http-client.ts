import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";

import { printJson } from "../../../src/wire/json/json";

/** One request of a test. Nothing is added to it but what HTTP/1.1 needs. */
export interface TestRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A whole answer. */
export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON, integers as numbers. Throws when it is none. */
  readonly json: () => Record<string, unknown>;
}

/** Sends a request to a port of this machine, on a connection of its own, and waits for the whole answer. */
export function send(
  port: number,
  { method = "GET", path, headers = {}, body }: TestRequest,
): Promise<TestResponse> {
  return new Promise((resolve, reject) => {
    // Node itself gives the length only to methods that usually carry a body.
    const framing =
      body === undefined || "transfer-encoding" in headers
        ? {}
        : { "content-length": Buffer.byteLength(body) };
    const outgoing = request(
      { host: "127.0.0.1", port, method, path, headers: { ...framing, ...headers }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString("utf8");
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            bytes,
            text,
            json: () => JSON.parse(text) as Record<string, unknown>,
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Sends a JSON value; a bigint arrives with all its bits. */
export function sendJson(
  port: number,
  method: string,
  path: string,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestResponse> {
  return send(port, {
    method,
    path,
    headers: { "content-type": "application/json", ...headers },
    body: printJson(value),
  });
}
