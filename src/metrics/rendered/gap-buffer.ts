import { LONGEST_VALUE, writeSampleValue } from "./number-digits";

/**
 * Memory in which a text gets new values from its beginning to its end: what is not done with yet lies behind a gap, what is
 * done with in front of it. Used again and again.
 */
export class GapBuffer {
  #bytes = new Uint8Array(0);
  /** Bytes of the new text so far; the gap begins there. */
  #length = 0;
  /** Where the old text begins, and what of it has not been kept or replaced. Nobody reads what lies before that. */
  #oldStart = 0;
  #oldRest = 0;

  /** Bytes of the new text so far. */
  get length(): number {
    return this.#length;
  }

  /** The new text so far. Valid until the next {@link GapBuffer.open}. */
  get text(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Starts with an old text that gets so many new values at the most. */
  open(oldText: Uint8Array, newValues: number): void {
    this.#length = 0;
    // As wide as the gap has to be, whatever is replaced.
    this.#oldStart = newValues * LONGEST_VALUE;
    this.#oldRest = this.#oldStart;
    const room = this.#oldStart + oldText.length;
    if (room > this.#bytes.length) this.#bytes = new Uint8Array(2 * room);
    this.#bytes.set(oldText, this.#oldStart);
  }

  /** Takes over the old text up to its byte `end`. */
  keepUntil(end: number): void {
    const restAfter = this.#oldStart + end;
    this.#bytes.copyWithin(this.#length, this.#oldRest, restAfter);
    this.#length += restAfter - this.#oldRest;
    this.#oldRest = restAfter;
  }

  /** Puts a value in place of the old text up to its byte `end`. */
  replaceUntil(end: number, value: number): void {
    this.#length = writeSampleValue(this.#bytes, this.#length, value);
    this.#oldRest = this.#oldStart + end;
  }
}
