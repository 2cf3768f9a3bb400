import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

import { acceptsGzip } from "../../metrics/formats/negotiation";
import { GzipChunks } from "./gzip-chunks";
import type { Call } from "../routing/route";
import { endWithChunk, writeChunk } from "./write-chunk";

/** What is said about a body that is sent in chunks. */
export interface ChunkedAnswer {
  readonly contentType: string;
  /** Request headers that the answer depends on; `Accept-Encoding` always is one and is added. */
  readonly vary?: readonly string[];
}

/** A body that is never held as a whole. */
export interface ChunkedBody {
  /**
   * Taken once, one after the other; a chunk's bytes are not read any more once the next but one is asked for. The iteration is ended
   * however the answer ends, also when it ends before the first chunk.
   */
  readonly chunks: Iterable<string | Uint8Array>;
  /** Of all chunks together, where it is known beforehand. */
  readonly byteLength?: number;
  /** Whether the chunks are compressed already; only for clients that accept it. */
  readonly isGzipped?: boolean;
}

/**
 * Answers 200 with a body of any size: a chunk is made when the client has taken the one before, other work runs between two
 * chunks, and compression runs on another thread. When the client leaves, no further chunk is made.
 *
 * @param makeBody - told whether the client wants it compressed, which is done here unless the body says that it is. Not
 * called for HEAD.
 * @throws whatever making the body throws. When the answer has begun it is cut off, so that nobody takes half of it for the
 * whole.
 */
export async function sendChunks(
  { request, response }: Pick<Call, "request" | "response">,
  { contentType, vary = [] }: ChunkedAnswer,
  makeBody: (wanted: { readonly gzip: boolean }) => ChunkedBody | Promise<ChunkedBody>,
): Promise<void> {
  const isHead = request.method === "HEAD";
  const gzip = acceptsGzip(request.headers["accept-encoding"]);
  // First, so that a failure finds an answer without any header yet and becomes a whole problem.
  const body = isHead ? undefined : await makeBody({ gzip });
  response.statusCode = 200;
  response.setHeader("content-type", contentType);
  response.setHeader("vary", [...vary, "Accept-Encoding"].join(", "));
  if (gzip) response.setHeader("content-encoding", "gzip");
  if (body === undefined) {
    response.end();
    return;
  }
  const chunks = body.chunks[Symbol.iterator]();
  try {
    if (gzip && body.isGzipped !== true) await sendCompressed(response, chunks);
    else await sendAsIs(response, chunks, body.byteLength);
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    chunks.return?.();
  }
}

async function sendAsIs(
  response: ServerResponse,
  chunks: Iterator<string | Uint8Array>,
  byteLength: number | undefined,
): Promise<void> {
  if (byteLength !== undefined) response.setHeader("content-length", byteLength);
  let left = byteLength ?? Infinity;
  let written = Promise.resolve(true);
  for (let step = chunks.next(); step.done !== true; step = chunks.next()) {
    const bytes = bytesOf(step.value);
    left -= bytes.length;
    // The last chunk takes the end along: most answers are one chunk, and go out in one piece with their head.
    const write = left === 0 ? endWithChunk : writeChunk;
    const before = written;
    written = write(response, bytes);
    // The next chunk is made while the kernel takes this one, but not before it has taken the one whose memory that needs.
    if (!(await before)) return;
    // A fast client never makes us wait: so every chunk ends the event loop's turn.
    if (left > 0) await nextTurn();
  }
  if ((await written) && !response.writableEnded) response.end();
}

async function sendCompressed(
  response: ServerResponse,
  chunks: Iterator<string | Uint8Array>,
): Promise<void> {
  const gzip = new GzipChunks();
  try {
    for (let step = chunks.next(); step.done !== true; step = chunks.next()) {
      if (!(await sendAll(response, await gzip.add(bytesOf(step.value))))) return;
    }
    if (await sendAll(response, await gzip.end())) response.end();
  } finally {
    gzip.destroy();
  }
}

async function sendAll(response: ServerResponse, pieces: readonly Buffer[]): Promise<boolean> {
  // Also when nothing has come out yet: making chunks that compress to nothing must not go on for a client that has left.
  if (response.destroyed) return false;
  for (const piece of pieces) if (!(await writeChunk(response, piece))) return false;
  return true;
}

function bytesOf(chunk: string | Uint8Array): Uint8Array {
  return typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk;
}
