import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import { problemOf } from "./problem";

/** What is said about each failure that Node has a code for: status and detail. */
const ANSWERS: Readonly<Record<string, readonly [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    "the request did not arrive in full within the time that this server waits",
  ],
  HPE_HEADER_OVERFLOW: [
    431,
    "the request's head is larger than this server takes; send fewer or shorter headers",
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "the chunk extensions are larger than this server takes; send none"],
};
const NOT_HTTP = [400, "the request is not valid HTTP/1.1"] as const;

/**
 * Answers what Node's parser gave up on, before there was a request for the routes to see: garbage, a head that is too
 * large, a request that took too long to arrive. The connection ends with the answer.
 *
 * @param current - the answer that is under way on this connection, if there is one; nothing may be written into its middle.
 */
export function refuseMalformedRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  current: ServerResponse | undefined,
): void {
  if (!socket.writable || error.code === "ECONNRESET" || current?.headersSent === true) {
    socket.destroy();
    return;
  }
  const problem = problemOf(...(ANSWERS[error.code ?? ""] ?? NOT_HTTP));
  const body = `${JSON.stringify(problem)}\n`;
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    "Connection: close",
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
