import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import { problemOf } from "./problem";
import type { Problem } from "./problem";

const TOO_SLOW = "the request did not arrive in full within the time that this server waits";
const LONG_HEAD = "the request's head is larger than this server takes; send fewer or shorter headers";
const LONG_EXTENSIONS = "the body's chunk extensions are larger than this server takes; send none";

/** By the code that Node gives the failure. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: problemOf(408, TOO_SLOW),
  HPE_HEADER_OVERFLOW: problemOf(431, LONG_HEAD),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: problemOf(413, LONG_EXTENSIONS),
};

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
  const problem = PROBLEMS[error.code ?? ""] ?? problemOf(400, "the request is not valid HTTP/1.1");
  const body = `${JSON.stringify(problem)}\n`;
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    "Connection: close",
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
