import { setImmediate as nextTurn } from "node:timers/promises";

import { GzipChunks } from "./gzip-chunks";

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
 * Of the same thing at most one is made and compressed at a time. Whoever asks meanwhile waits for the next, which is begun when
 * that one is done: so it is made after he asked, and for all who wait. It is held as long as one of them has not sent it.
 */
export class SharedCompressions {
  /** What is being made, by key. */
  readonly #running = new Map<string, Promise<CompressedBody>>();
  /** What is not begun yet and can still be joined, by key. */
  readonly #waiting = new Map<string, Promise<CompressedBody>>();

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
    // Whoever asks in the same turn, as scrapers that begin together do, still gets along.
    await nextTurn();
    const made = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (made !== undefined) this.#running.set(key, made);
    try {
      return await compressed(await make());
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
