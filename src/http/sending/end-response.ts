import type { IncomingMessage, ServerResponse } from "node:http";

/** An unread request body up to this size is simply read to its end, which keeps the connection usable. Bytes. */
const READ_TO_END_BYTES = 64 * 1024;

/** How long a client that is still sending gets to notice the answer before its connection is closed. Milliseconds. */
const LINGER_MS = 5_000;

/**
 * Ends an answer whose head is set (with a Content-Length, when there is a body), also while the client is still sending.
 *
 * Closing a socket with unread bytes in it resets the connection, and the reset can destroy an answer that the client has
 * not read yet: a refused upload would look like a network failure. So the answer goes out at once, what still arrives is
 * thrown away for a short while, and only then the connection is closed.
 *
 * @param body - a text is sent together with the head, in one piece; bytes would be a second one.
 */
export function endResponse(response: ServerResponse, body?: string): void {
  const request = response.req;
  if (!stillSending(request)) {
    response.end(body);
    return;
  }
  response.setHeader("connection", "close");
  // An answer to HEAD has no body whose writing would send them.
  response.flushHeaders();
  if (body) response.write(body);
  const close = (): void => {
    clearTimeout(timer);
    request.off("end", close).off("close", close);
    response.end();
  };
  const timer = setTimeout(close, LINGER_MS);
  request.once("end", close).once("close", close);
  request.resume();
}

function stillSending(request: IncomingMessage): boolean {
  if (request.complete || request.destroyed) return false;
  if (request.headers["transfer-encoding"] !== undefined) return true;
  return Number(request.headers["content-length"] ?? 0) > READ_TO_END_BYTES;
}
