import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

import { GzipChunks } from "./gzip-chunks";

/** Compressed bytes from which on a body is worth waiting for more who want it: they take about ten milliseconds to make. */
const LARGE_BYTES = 512 * 1024;

/** Scrapers that begin at the same time reach the server within this time, on connections that may be new. */
const GATHER_MS = 5;

/** A body to be compressed. */
export interface CompressibleBody {
  readonly chunks: Iterable<Uint8Array>;
}

/** A compressed body; everybody who asked for it sends the same bytes. */
export interface CompressedBody {
  readonly chunks: readonly Buffer[];
  readonly byteLength: number;
}

/**
 * Compresses what several ask for at about the same time once for all of them, as a database commits several transactions with
 * one write to its disk.
 *
 * Of the same thing at most one is made and compressed at a time. A request that comes meanwhile waits for the next, which is
 * begun when that one is done: so it is made after the request came, and for all who wait. It is held as long as one of them has not sent it.
 * One that was large the last time is begun a few milliseconds late, so that requests of the same moment share it.
 */
export class SingleFlightCompression {
  /** What is being made, by key. */
  readonly #running = new Map<string, Promise<CompressedBody>>();
  /** What is not begun yet and can still be joined, by key. */
  readonly #waiting = new Map<string, Promise<CompressedBody>>();
  /** Keys of bodies that were large when they were last made. */
  readonly #large = new Set<string>();
  readonly #pause: (milliseconds: number) => Promise<unknown>;

  /** @param pause - resolves when so much time is over. */
  constructor(pause: (milliseconds: number) => Promise<unknown> = sleep) {
    this.#pause = pause;
  }

  /**
   * The compressed body of something.
   *
   * @param key - the same for those who want the same.
   * @param make - called once for all who share it, after the last of them has asked.
   * @throws whatever making or compressing it throws, to each of them.
   */
  of(key: string, make: () => Promise<CompressibleBody>): Promise<CompressedBody> {
    const joined = this.#waiting.get(key) ?? this.#afterRunning(key, make);
    this.#waiting.set(key, joined);
    return joined;
  }

  async #afterRunning(key: string, make: () => Promise<CompressibleBody>): Promise<CompressedBody> {
    // Its failure is for those who wait for it.
    await Promise.allSettled([this.#running.get(key)]);
    await (this.#large.has(key) ? this.#pause(GATHER_MS) : nextTurn());
    const made = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (made !== undefined) this.#running.set(key, made);
    try {
      const body = await compressed(await make());
      if (body.byteLength >= LARGE_BYTES) this.#large.add(key);
      else this.#large.delete(key);
      return body;
    } finally {
      this.#running.delete(key);
    }
  }
}

async function compressed({ chunks }: CompressibleBody): Promise<CompressedBody> {
  const gzip = new GzipChunks();
  try {
    const pieces: Buffer[] = [];
    for (const chunk of chunks) pieces.push(...(await gzip.add(chunk)));
    pieces.push(...(await gzip.end()));
    return { chunks: pieces, byteLength: pieces.reduce((sum, { length }) => sum + length, 0) };
  } finally {
    gzip.destroy();
  }
}
