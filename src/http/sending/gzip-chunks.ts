import { once } from "node:events";
import { createGzip } from "node:zlib";
import type { Gzip } from "node:zlib";

/** Level 1 makes text that repeats itself 11 times smaller; level 6 takes three times as long for 12 times. */
const GZIP_LEVEL = 1;

/** Compressed bytes in a piece: fewer and larger pieces cost fewer ways to the compressing thread and back. */
const PIECE_BYTES = 64 * 1024;

/** Compresses a body chunk by chunk on another thread, at the caller's pace. */
export class GzipChunks {
  readonly #gzip: Gzip = createGzip({ level: GZIP_LEVEL, chunkSize: PIECE_BYTES });
  #compressed: Buffer[] = [];

  constructor() {
    this.#gzip.on("data", (piece: Buffer) => this.#compressed.push(piece));
    // Those that wait for a chunk, or for the end, are told too; without a listener the process would end.
    this.#gzip.on("error", () => undefined);
  }

  /**
   * Compresses a chunk, whose bytes are not read any more afterwards. Returns what has come out so far, often nothing.
   *
   * @throws Error when zlib fails.
   */
  add(chunk: Uint8Array): Promise<readonly Buffer[]> {
    return new Promise((resolve, reject) => {
      this.#gzip.write(chunk, (error) => {
        if (error) reject(error);
        else resolve(this.#taken());
      });
    });
  }

  /**
   * Returns the rest.
   *
   * @throws Error when zlib fails.
   */
  async end(): Promise<readonly Buffer[]> {
    const ended = once(this.#gzip, "end");
    this.#gzip.end();
    await ended;
    return this.#taken();
  }

  /** Gives back the memory of a compression that is not brought to its end; does nothing after it. */
  destroy(): void {
    this.#gzip.destroy();
  }

  #taken(): readonly Buffer[] {
    const taken = this.#compressed;
    this.#compressed = [];
    return taken;
  }
}
