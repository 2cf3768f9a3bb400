import { Buffer } from "node:buffer";
import type { U64Array } from "../../domain/columns/u64-words";
import { U32_RANGE } from "../../domain/terms/units";
import { ASCII, byteAt, skipBlanks, skipBlanksInLine } from "./ascii";

const { space, plus, minus, point, zero, upperE, lowerE } = ASCII;

const WORD_RANGE = U32_RANGE;
const MAX_WORD = WORD_RANGE - 1;

/** Digits that always fit 31 bits, so that summing them up never leaves machine integers. */
const DIGITS_OF_AN_INT = 9;

/** With these after them, 15 digits: exact in a float. */
const DIGITS_AFTER_AN_INT = 6;

/** With these after them, the 20 digits of the largest u64. */
const DIGITS_AFTER_A_FLOAT = 5;

/** A longer number is a mistake, and the general parser's to judge. */
const MAX_FLOAT_LENGTH = 64;

/** Whole numbers below this are exact in a float, and so are powers of ten up to 10^22; a quotient of the two is rounded once. */
const EXACT_RANGE = 2 ** 53;
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/**
 * Reads tokens of JSON right out of bytes, as long as they are spelled the plain way. Every method either reads its token
 * and moves on, or says that it did not recognise it; then the place is of no use any more.
 */
export class JsonScanner {
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  /** How many digits `#int` read last: a second result, without an object to hold the two. */
  #digits = 0;
  #linesMayEnd = true;

  /** The position of the next byte. */
  get at(): number {
    return this.#at;
  }

  /**
   * Starts over.
   *
   * @param linesMayEnd - whether a line feed is a blank, as in JSON, or the end of everything, as in NDJSON.
   */
  start(bytes: Uint8Array, at: number, linesMayEnd: boolean): void {
    this.#bytes = bytes;
    this.#at = at;
    this.#linesMayEnd = linesMayEnd;
  }

  /** Skips blanks and one byte, which has to be this one, and blanks again. */
  takes(byte: number): boolean {
    this.skipBlanks();
    if (byteAt(this.#bytes, this.#at) !== byte) return false;
    this.#at += 1;
    this.skipBlanks();
    return true;
  }

  /** Skips one byte if it is this one, and nothing else. */
  takesAtOnce(byte: number): boolean {
    if (byteAt(this.#bytes, this.#at) !== byte) return false;
    this.#at += 1;
    return true;
  }

  /** Skips exactly these bytes if they are next. */
  takesAll(literal: Uint8Array): boolean {
    const bytes = this.#bytes;
    const start = this.#at;
    const end = start + literal.length;
    if (end > bytes.length) return false;
    for (let i = 0; i < literal.length; i += 1) {
      if (bytes[start + i] !== literal[i]) return false;
    }
    this.#at = end;
    return true;
  }

  skipBlanks(): void {
    if (byteAt(this.#bytes, this.#at) > space) return;
    this.#at = (this.#linesMayEnd ? skipBlanks : skipBlanksInLine)(this.#bytes, this.#at);
  }

  /** Reads a whole number from 0 to 65535; -1 when it is none. */
  u16(): number {
    const value = this.#int(DIGITS_OF_AN_INT);
    const hasLeadingZero = this.#digits > 1 && byteAt(this.#bytes, this.#at - this.#digits) === zero;
    return this.#digits === 0 || hasLeadingZero || value > 0xffff ? -1 : value;
  }

  /** Reads a whole number from 0 to 2^64 - 1, all bits kept, into place `i` of `target`. */
  u64(target: U64Array, i: number): boolean {
    const start = this.#at;
    let value = this.#int(DIGITS_OF_AN_INT);
    if (this.#digits === 0) return false;
    if (this.#digits > 1 && byteAt(this.#bytes, start) === zero) return false;
    if (this.#digits < DIGITS_OF_AN_INT) {
      target.setWords(i, 0, value);
      return true;
    }
    const middle = this.#int(DIGITS_AFTER_AN_INT);
    value = value * (POWERS_OF_TEN[this.#digits] ?? 0) + middle;
    const high = Math.floor(value / WORD_RANGE);
    const low = value - high * WORD_RANGE;
    if (this.#digits < DIGITS_AFTER_AN_INT) {
      target.setWords(i, high, low);
      return true;
    }
    const end = this.#int(DIGITS_AFTER_A_FLOAT);
    const power = POWERS_OF_TEN[this.#digits] ?? 0;
    // At most 2^32 * 10^5 and 2^18 * 10^5: exact.
    const longLow = low * power + end;
    const carry = Math.floor(longLow / WORD_RANGE);
    const longHigh = high * power + carry;
    if (longHigh > MAX_WORD) return false;
    target.setWords(i, longHigh, longLow - carry * WORD_RANGE);
    return true;
  }

  /** Reads a finite f64 from 0, as `Number()` would round it; -1 when it is none. */
  float(): number {
    const bytes = this.#bytes;
    const start = this.#at;
    let mantissa = this.#digitsAfter(0);
    if (this.#digits === 0 || (this.#digits > 1 && byteAt(bytes, start) === zero)) return -1;
    let decimals = 0;
    if (this.takesAtOnce(point)) {
      mantissa = this.#digitsAfter(mantissa);
      decimals = this.#digits;
      if (decimals === 0) return -1;
    }
    const next = byteAt(bytes, this.#at);
    const hasExponent = next === lowerE || next === upperE;
    // Rounding on the way never takes a sum from above 2^53 to below it, so this is the true value.
    if (!hasExponent && mantissa < EXACT_RANGE && decimals < POWERS_OF_TEN.length) {
      return mantissa / (POWERS_OF_TEN[decimals] ?? 1);
    }
    if (hasExponent && !this.#skipExponent()) return -1;
    if (this.#at - start > MAX_FLOAT_LENGTH) return -1;
    const value = Number(asciiText(bytes, start, this.#at));
    return Number.isFinite(value) ? value : -1;
  }

  #skipExponent(): boolean {
    this.#at += 1;
    if (!this.takesAtOnce(plus)) this.takesAtOnce(minus);
    this.#digitsAfter(0);
    return this.#digits > 0;
  }

  /** Reads digits, however many, as those that follow the ones in `mantissa`; notes in `#digits` how many there were. */
  #digitsAfter(mantissa: number): number {
    const bytes = this.#bytes;
    const start = this.#at;
    const end = bytes.length;
    let value = mantissa;
    let at = start;
    while (at < end) {
      const digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at += 1;
    }
    this.#digits = at - start;
    this.#at = at;
    return value;
  }

  /** Reads up to `maxDigits` digits, and notes in `#digits` how many there were. */
  #int(maxDigits: number): number {
    const bytes = this.#bytes;
    const start = this.#at;
    const end = Math.min(start + maxDigits, bytes.length);
    let at = start;
    let value = 0;
    while (at < end) {
      const digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at += 1;
    }
    this.#digits = at - start;
    this.#at = at;
    return value;
  }
}

/** A key or a text as its bytes, quotes included. */
export function quoted(text: string): Uint8Array {
  return Uint8Array.from(`"${text}"`, (character) => character.charCodeAt(0));
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}
