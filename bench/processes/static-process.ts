/** The floor: bytes that are there already, sent by Node's own HTTP server with nothing else to do. */
import { once } from "node:events";
import { createServer, get } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";

import { serveCommands } from "./command-server";

/** Of a megabyte, as the measurements of this machine class found best; the loop runs free between two. */
const CHUNK_BYTES = 1 << 20;

/** Where the bytes come from. */
export interface StaticSource {
  /** The path under which they are served. */
  readonly path: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Body {
  readonly bytes: Buffer;
  readonly headers: OutgoingHttpHeaders;
}

const bodies = new Map<string, Body>();

async function send({ bytes, headers }: Body, response: ServerResponse): Promise<void> {
  response.writeHead(200, { ...headers, "content-length": bytes.length });
  for (let start = 0; start < bytes.length && !response.destroyed; start += CHUNK_BYTES) {
    const room = response.write(bytes.subarray(start, start + CHUNK_BYTES));
    if (!room) await drained(response);
    await nextTurn();
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      response.off("drain", over).off("close", over);
      resolve();
    };
    response.on("drain", over).on("close", over);
  });
}

/** For `POST`: reads a body to its end and says the same thing every time, to show what a generator can do. */
const ACCEPTED = Buffer.from('{"accepted":1}\n');

const answer: RequestListener = (request, response) => {
  if (request.method === "POST") {
    request.resume();
    request.on("end", () => {
      response.writeHead(202, { "content-type": "application/json", "content-length": ACCEPTED.length });
      response.end(ACCEPTED);
    });
    return;
  }
  const body = bodies.get(request.url ?? "");
  if (body) void send(body, response);
  else response.writeHead(404).end();
};

const staticCommands = {
  async start(): Promise<string> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },

  /** Takes over what a URL answers now, as it comes: what is compressed stays so. Returns its length in bytes. */
  async load({ path, url, headers }: StaticSource): Promise<number> {
    const [response] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
    const bytes = await buffer(response);
    const { "content-type": type = "text/plain", "content-encoding": encoding } = response.headers;
    bodies.set(path, {
      bytes,
      headers: { "content-type": type, ...(encoding !== undefined && { "content-encoding": encoding }) },
    });
    return bytes.length;
  },
};

export type StaticCommands = typeof staticCommands;

serveCommands(staticCommands);
