import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createGzip } from "node:zlib";

import { acceptsGzip } from "../metrics/negotiation";
import type { Call } from "./route";

/** Level 1 makes text that repeats itself 11 times smaller; level 6 takes three times as long for 12 times. */
const GZIP_LEVEL = 1;

/** What is said about a body that is sent in chunks. */
export interface ChunkedAnswer {
  readonly contentType: string;
  /** Request headers that the answer depends on; `Accept-Encoding` always is one and is added. */
  readonly vary?: readonly string[];
}

/**
 * Answers 200 with a body of any size without ever holding it: a chunk is made when the client has room for it, other work
 * runs between two chunks, and compression runs on another thread. When the client leaves, no further chunk is made.
 *
 * @param makeChunks - not called for HEAD.
 * @throws whatever making a chunk throws; the answer is cut off then, so that nobody takes half of it for the whole.
 */
export async function sendChunks(
  { request, response }: Call,
  { contentType, vary = [] }: ChunkedAnswer,
  makeChunks: () => Iterable<string> | Promise<Iterable<string>>,
): Promise<void> {
  const isHead = request.method === "HEAD";
  // First, so that a failure finds an answer without any header yet and becomes a whole problem.
  const chunks = isHead ? [] : await makeChunks();
  const gzip = acceptsGzip(request.headers["accept-encoding"]);
  response.statusCode = 200;
  response.setHeader("content-type", contentType);
  response.setHeader("vary", [...vary, "Accept-Encoding"].join(", "));
  if (gzip) response.setHeader("content-encoding", "gzip");
  if (isHead) {
    response.end();
    return;
  }
  const body = Readable.from(inTurns(chunks), { objectMode: false });
  try {
    await (gzip ? pipeline(body, createGzip({ level: GZIP_LEVEL }), response) : pipeline(body, response));
  } catch (error) {
    if (!isPrematureClose(error)) throw error;
  }
}

/** Waiting for a slow client yields, but a fast one never makes us wait: so every chunk ends the event loop's turn. */
async function* inTurns(chunks: Iterable<string>): AsyncGenerator<Buffer, void> {
  for (const chunk of chunks) {
    yield Buffer.from(chunk, "utf8");
    await nextTurn();
  }
}

/** The client closed the connection before it had everything: its right, and no failure of ours. */
function isPrematureClose(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_STREAM_PREMATURE_CLOSE"
  );
}
