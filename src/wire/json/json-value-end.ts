import { ASCII } from "./ascii";

const { quote, backslash, comma, openBracket, closeBracket, openBrace, closeBrace } = ASCII;

/**
 * Finds where an element of a JSON array ends, in bytes that arrive piece by piece, without parsing it: at the comma or the
 * closing bracket that is not inside of it. Brackets are counted, not matched: what is wrong inside an element shows when it
 * is parsed, and does not take the elements behind it along.
 */
export class JsonValueEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Begins with a new element. */
  start(): void {
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
  }

  /** The position of the comma or bracket behind the element, or -1 when the element goes on behind these bytes. */
  find(bytes: Uint8Array, start: number): number {
    for (let at = start; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
      } else if (byte === quote) this.#inString = true;
      else if (byte === openBrace || byte === openBracket) this.#depth += 1;
      else if (byte === closeBrace || byte === closeBracket) {
        if (this.#depth === 0) return at;
        this.#depth -= 1;
      } else if (byte === comma && this.#depth === 0) return at;
    }
    return -1;
  }
}
