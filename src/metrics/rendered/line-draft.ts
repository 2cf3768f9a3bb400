import { resized } from "../../domain/columns/resized";

const FIRST_BYTES = 256;
const FIRST_LINES = 8;

/** Lines in the making that take the place of others in one piece. Used again and again. */
export class LineDraft {
  #bytes = new Uint8Array(FIRST_BYTES);
  #ends = new Uint32Array(FIRST_LINES);
  #lineCount = 0;

  /** The text of all lines, and room behind it. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Bytes of text. */
  get length(): number {
    return this.#lineCount === 0 ? 0 : (this.#ends[this.#lineCount - 1] ?? 0);
  }

  /** Lines, the empty ones included. */
  get lineCount(): number {
    return this.#lineCount;
  }

  /** Where a line ends; it begins where the one before ends. */
  endOf(line: number): number {
    return this.#ends[line] ?? 0;
  }

  clear(): void {
    this.#lineCount = 0;
  }

  /** Adds a line: the first `length` bytes of `text`, its line feed included; 0 for an empty one. */
  add(text: Uint8Array, length: number): void {
    const start = this.length;
    const end = start + length;
    if (end > this.#bytes.length) this.#bytes = resized(this.#bytes, 2 * end);
    if (this.#lineCount === this.#ends.length) this.#ends = resized(this.#ends, 2 * this.#lineCount);
    for (let i = 0; i < length; i += 1) this.#bytes[start + i] = text[i] ?? 0;
    this.#ends[this.#lineCount] = end;
    this.#lineCount += 1;
  }

  /** Adds empty lines. */
  addEmpty(count: number): void {
    for (let i = 0; i < count; i += 1) this.add(this.#bytes, 0);
  }
}
