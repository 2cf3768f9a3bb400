import { Buffer } from "node:buffer";

const FIRST_BYTES = 64 * 1024;

/** Bytes that arrive piece by piece, up to a limit. Doubles its room, so that little is copied at a time. */
export class GrowingBytes {
  readonly #maxBytes: number;
  #bytes = Buffer.alloc(0);
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** All that was appended. */
  get whole(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Returns false, and takes nothing, when that would be more than the limit. */
  append(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.length;
    if (length > this.#maxBytes) return false;
    if (length > this.#bytes.length) {
      const room = Math.min(this.#maxBytes, Math.max(FIRST_BYTES, 2 * this.#bytes.length, length));
      const grown = Buffer.allocUnsafeSlow(room);
      grown.set(this.whole);
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
    return true;
  }
}
