import { Buffer } from "node:buffer";
import { skipBlanks } from "../json/ascii";

const SMALLEST_BUFFER = 4096;
const NOTHING = Buffer.alloc(0);

/**
 * The beginning of something whose end has not arrived. At most so many bytes: blanks beyond them are dropped, anything
 * else makes it too long, and then nothing is held.
 */
export class HeldBytes {
  readonly #maxBytes: number;
  #bytes: Uint8Array = NOTHING;
  #length = 0;
  #isTooLong = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isTooLong(): boolean {
    return this.#isTooLong;
  }

  get isEmpty(): boolean {
    return this.#length === 0 && !this.#isTooLong;
  }

  /** What is held, without a copy: good until the next change. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Adds bytes. The first ones are not copied; the caller leaves them as they are. */
  append(bytes: Uint8Array): void {
    if (this.#isTooLong) return;
    const room = this.#maxBytes - this.#length;
    const kept = bytes.length > room ? bytes.subarray(0, room) : bytes;
    if (kept.length < bytes.length && skipBlanks(bytes, room) < bytes.length) {
      this.clear();
      this.#isTooLong = true;
      return;
    }
    if (this.#length === 0) this.#bytes = kept;
    else {
      this.#makeRoom(kept.length);
      this.#bytes.set(kept, this.#length);
    }
    this.#length += kept.length;
  }

  /** Forgets everything, and the memory too: what was held is long, or was never copied. */
  clear(): void {
    this.#bytes = NOTHING;
    this.#length = 0;
    this.#isTooLong = false;
  }

  /**
   * Doubles, so that a thousand small pieces are not copied a thousand times. A `Buffer`, since what arrives is one too: code
   * that sees two kinds of arrays is slower with both.
   */
  #makeRoom(more: number): void {
    // Bytes that were appended first belong to the caller: they have no room behind them, as far as this one knows.
    const isOurs = this.#bytes.length > this.#length;
    if (isOurs && this.#bytes.length >= this.#length + more) return;
    const grown = Buffer.allocUnsafeSlow(
      Math.max(SMALLEST_BUFFER, 2 * this.#length, this.#length + more + 1),
    );
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
