import type { IncomingMessage, ServerResponse } from "node:http";
import { createGunzip } from "node:zlib";
import type { Gunzip } from "node:zlib";

import { problemOf } from "./problem";
import type { Problem } from "./problem";
import { sendContinue } from "./send-continue";

/** A request's whole body, or why there is none. `gone`: the client left before it was complete; nobody waits for an answer. */
export type BodyResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly gone: false; readonly problem: Problem }
  | { readonly ok: false; readonly gone: true };

type Settle = (result: BodyResult) => void;

/**
 * Reads a request's body, inflated when it came with `Content-Encoding: gzip`.
 *
 * At most `maxBytes` are ever held: a body that announces more is refused unread, one that turns out longer (also only
 * after inflation) as soon as it does. How long a client may take is the server's request timeout, not decided here.
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<BodyResult> {
  const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const gzipped = encoding === "gzip" || encoding === "x-gzip";
  if (!gzipped && encoding !== "identity") {
    const detail = `Content-Encoding: expected gzip or none, got ${JSON.stringify(encoding.slice(0, 100))}`;
    return Promise.resolve({ ok: false, gone: false, problem: problemOf(415, detail) });
  }
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
    return Promise.resolve(tooLarge(maxBytes));
  }
  // Its end would never come again: whoever sent it would wait for ever.
  if (request.readableEnded) return Promise.resolve(readBefore());
  if (request.headers.expect?.toLowerCase() === "100-continue") sendContinue(response);
  return new Promise((resolve) => {
    collect(request, gzipped ? createGunzip() : undefined, maxBytes, resolve);
  });
}

/** Gathers what `request` sends, through `gunzip` when there is one, and settles exactly once. */
function collect(
  request: IncomingMessage,
  gunzip: Gunzip | undefined,
  maxBytes: number,
  resolve: Settle,
): void {
  const source = gunzip ?? request;
  const chunks: Buffer[] = [];
  let heldBytes = 0;
  let receivedBytes = 0;

  const settle: Settle = (result) => {
    request.off("data", onReceived).off("close", onClose).off("error", onClose);
    source.off("data", onData).off("end", onEnd);
    if (gunzip) {
      request.unpipe(gunzip);
      gunzip.destroy();
    }
    // A request that is given up on may still fail later (reset by the client): that is nobody's concern any more.
    request.on("error", ignore);
    resolve(result);
  };
  const onReceived = (chunk: Buffer): void => {
    receivedBytes += chunk.length;
    if (receivedBytes > maxBytes) settle(tooLarge(maxBytes));
  };
  const onData = (chunk: Buffer): void => {
    heldBytes += chunk.length;
    if (heldBytes > maxBytes) settle(tooLarge(maxBytes));
    else chunks.push(chunk);
  };
  const onEnd = (): void => {
    settle({ ok: true, bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) });
  };
  const onClose = (): void => {
    if (!request.complete) settle({ ok: false, gone: true });
  };

  request.on("close", onClose).on("error", onClose);
  source.on("data", onData).on("end", onEnd);
  if (gunzip) {
    request.on("data", onReceived);
    gunzip.on("error", (error) => {
      const detail = `the body is not valid gzip, although Content-Encoding says so: ${error.message}`;
      settle({ ok: false, gone: false, problem: problemOf(400, detail) });
    });
    request.pipe(gunzip);
  }
}

function tooLarge(maxBytes: number): BodyResult {
  const detail = `the body is larger than the ${maxBytes} bytes that this server takes; send smaller batches`;
  return { ok: false, gone: false, problem: problemOf(413, detail) };
}

/** The mistake of the application that mounts this one; said to the caller too, who is often the one who looks for it. */
function readBefore(): BodyResult {
  const detail =
    "the body was read before it came here: this application is mounted behind a body parser such as express.json(); " +
    "mount it before the parser";
  return { ok: false, gone: false, problem: problemOf(500, detail) };
}

function ignore(): void {
  // Nothing waits for this request any more.
}
