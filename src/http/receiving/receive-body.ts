import type { IncomingMessage, ServerResponse } from "node:http";
import { createGunzip } from "node:zlib";
import type { Gunzip } from "node:zlib";

import { problemOf } from "../sending/problem";
import type { Problem } from "../sending/problem";
import { sendContinue } from "./send-continue";

/** How a body ended: whole, refused, or (`gone`) never, because the client left; nobody waits for an answer then. */
export type BodyEnd =
  | { readonly ok: true }
  | { readonly ok: false; readonly gone: false; readonly problem: Problem }
  | { readonly ok: false; readonly gone: true };

/** Who takes a body in. */
export interface BodyConsumer {
  /** The next bytes, inflated; the consumer's own from now on. */
  chunk(bytes: Buffer, flow: BodyFlow): void;
  /** Called exactly once, unless the flow was stopped. Bytes that came before are good whatever the end is. */
  end(end: BodyEnd): void;
}

/** What a consumer may do about a body that is arriving. */
export interface BodyFlow {
  /** No chunk, and no good end, before `resume`. */
  pause(): void;
  resume(): void;
  /** Nothing more of it is wanted; the consumer hears no more of it. */
  stop(): void;
}

/**
 * Hands on a request's body as it arrives, inflated when it came with `Content-Encoding: gzip`, and keeps nothing of it.
 *
 * A body that announces more than `maxBytes` is refused unread, one that turns out longer (also only after inflation) as
 * soon as it does. How long a client may take is the server's request timeout, not decided here.
 */
export function receiveBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
  consumer: BodyConsumer,
): void {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  const gzipped = encoding === "gzip" || encoding === "x-gzip";
  const refusal = refusalOf(request, gzipped ? "identity" : encoding, maxBytes);
  if (refusal) {
    consumer.end(refused(refusal));
    return;
  }
  if (request.headers.expect?.toLowerCase() === "100-continue") sendContinue(response);
  new IncomingBody(request, gzipped ? createGunzip() : undefined, maxBytes, consumer).start();
}

/** Why a body is refused before anything of it is read, or undefined. */
function refusalOf(request: IncomingMessage, encoding: string, maxBytes: number): Problem | undefined {
  if (encoding !== "identity") {
    const got = JSON.stringify(encoding.slice(0, 100));
    return problemOf(415, `Content-Encoding: expected gzip or none, got ${got}`);
  }
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return tooLarge(maxBytes);
  // Its end would never come again: its sender would wait for ever.
  return request.readableEnded ? readBefore() : undefined;
}

/** One body on its way. */
class IncomingBody implements BodyFlow {
  readonly #request: IncomingMessage;
  readonly #gunzip: Gunzip | undefined;
  readonly #maxBytes: number;
  readonly #consumer: BodyConsumer;
  #receivedBytes = 0;
  #inflatedBytes = 0;
  #isStopped = false;

  constructor(
    request: IncomingMessage,
    gunzip: Gunzip | undefined,
    maxBytes: number,
    consumer: BodyConsumer,
  ) {
    this.#request = request;
    this.#gunzip = gunzip;
    this.#maxBytes = maxBytes;
    this.#consumer = consumer;
  }

  start(): void {
    const request = this.#request;
    const gunzip = this.#gunzip;
    request.on("close", this.#onClose).on("error", this.#onClose);
    if (gunzip) {
      request.on("data", this.#onReceived).pipe(gunzip);
      gunzip.on("error", this.#onNoGzip);
    }
    (gunzip ?? request).on("data", this.#onData).on("end", this.#onEnd);
  }

  pause(): void {
    (this.#gunzip ?? this.#request).pause();
  }

  resume(): void {
    (this.#gunzip ?? this.#request).resume();
  }

  stop(): void {
    this.#isStopped = true;
    const request = this.#request;
    request.off("data", this.#onReceived).off("close", this.#onClose).off("error", this.#onClose);
    (this.#gunzip ?? request).off("data", this.#onData).off("end", this.#onEnd);
    if (this.#gunzip) {
      request.unpipe(this.#gunzip);
      this.#gunzip.destroy();
    }
    // A request that is given up on may still fail later (reset by the client): that is nobody's concern any more.
    if (!request.readableEnded) request.on("error", ignore);
  }

  #end(end: BodyEnd): void {
    this.stop();
    this.#consumer.end(end);
  }

  readonly #onReceived = (chunk: Buffer): void => {
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > this.#maxBytes) this.#end(refused(tooLarge(this.#maxBytes)));
  };

  readonly #onData = (chunk: Buffer): void => {
    const room = this.#maxBytes - this.#inflatedBytes;
    this.#inflatedBytes += chunk.length;
    if (chunk.length <= room) {
      this.#consumer.chunk(chunk, this);
      return;
    }
    // What is within the limit is handed on, or what becomes of it would depend on how the network cut the body.
    if (room > 0) this.#consumer.chunk(chunk.subarray(0, room), this);
    if (!this.#isStopped) this.#end(refused(tooLarge(this.#maxBytes)));
  };

  readonly #onEnd = (): void => {
    this.#end(WHOLE);
  };

  readonly #onClose = (): void => {
    // With gzip, the last bytes are still being inflated when the request itself is over.
    if (!this.#request.readableEnded) this.#end(GONE);
  };

  readonly #onNoGzip = (error: Error): void => {
    const detail = `the body is not valid gzip, although Content-Encoding says so: ${error.message}`;
    this.#end(refused(problemOf(400, detail)));
  };
}

const WHOLE: BodyEnd = { ok: true };
const GONE: BodyEnd = { ok: false, gone: true };

function refused(problem: Problem): BodyEnd {
  return { ok: false, gone: false, problem };
}

function tooLarge(maxBytes: number): Problem {
  const detail = `the body is larger than the ${maxBytes} bytes that this server takes; send smaller batches`;
  return problemOf(413, detail);
}

/** The mistake of the application that mounts this one; said to the caller too, who is often the one who looks for it. */
function readBefore(): Problem {
  const detail =
    "the body was read before it came here: this application is mounted behind a body parser such as express.json(); " +
    "mount it before the parser";
  return problemOf(500, detail);
}

function ignore(): void {
  // Nothing waits for this request any more.
}
