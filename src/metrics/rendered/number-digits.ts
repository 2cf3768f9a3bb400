import { U32_RANGE } from "../../domain/terms/units";
import { printSampleValue } from "../formats/sample-value";

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

/** Longest text of a value, as in `-0.0000010001739418128511`: 17 digits that count behind a sign, a point and six zeros. */
export const LONGEST_VALUE = 25;

/**
 * Below this, floats lie closer together than decimals with nine places do. So at most one such decimal reads back as a given
 * float, and if one does, it is the shortest text of that float.
 */
const NINE_PLACES_BELOW = 2 ** 52 / 1e9;

/** From here to 2^32, ten times what stands behind the point of a float, counted in its last bit, is exact. */
const DIGITS_FROM = 8;
const DIGITS_BELOW = U32_RANGE;

/** How often the last bit of a float from 2^31 on goes into 1. */
const COARSEST_ONE = 2 ** 21;

/** Smaller ones are printed with an exponent. */
const SMALLEST_PLAIN = 1e-6;

/**
 * Writes a value at `at` as {@link printSampleValue} prints it, and returns where it ends. Whole numbers, decimals with few
 * places and times go digit by digit into the bytes, which costs a tenth of making a text first; the rest goes through it.
 *
 * @param bytes - with room for {@link LONGEST_VALUE} bytes from `at` on.
 */
export function writeSampleValue(bytes: Uint8Array, at: number, value: number | bigint): number {
  const float = typeof value === "number" ? value : Number(value);
  const magnitude = Math.abs(float);
  let from = at;
  if (float < 0) {
    bytes[from] = MINUS;
    from += 1;
  }
  if (magnitude <= Number.MAX_SAFE_INTEGER) {
    if (Math.floor(magnitude) === magnitude) return writeWhole(bytes, from, magnitude);
    if (magnitude >= SMALLEST_PLAIN) {
      const end = writeDecimal(bytes, from, magnitude);
      if (end !== undefined) return end;
    }
  }
  return writeText(bytes, at, printSampleValue(float));
}

function writeText(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i += 1) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

/** @param value - a whole number from 0 to 2^53 - 1. */
function writeWhole(bytes: Uint8Array, at: number, value: number): number {
  if (value < 1e9) return writeShort(bytes, at, value);
  let high = Math.floor(value / 1e9);
  let low = value - high * 1e9;
  if (low < 0) {
    // The quotient was rounded up to the next whole number.
    high -= 1;
    low += 1e9;
  }
  return writePadded(bytes, writeShort(bytes, at, high), low, 9);
}

/** @param value - a whole number below 2^31. */
function writeShort(bytes: Uint8Array, at: number, value: number): number {
  let places = 1;
  for (let bound = 10; bound <= value; bound *= 10) places += 1;
  return writePadded(bytes, at, value, places);
}

/** The last `places` digits of a whole number below 2^31, with zeros in front. */
function writePadded(bytes: Uint8Array, at: number, value: number, places: number): number {
  let rest = value | 0;
  for (let i = at + places - 1; i >= at; i -= 1) {
    const tenth = (rest / 10) | 0;
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return at + places;
}

/** @returns undefined, and nothing of value written, when the shortest text cannot be told that simply. */
function writeDecimal(bytes: Uint8Array, at: number, value: number): number | undefined {
  const whole = Math.floor(value);
  if (value < NINE_PLACES_BELOW) {
    const billionths = Math.round(value * 1e9);
    if (billionths / 1e9 === value) {
      return writeFraction(bytes, writeShort(bytes, at, whole), billionths - whole * 1e9, 9);
    }
  }
  if (value < DIGITS_FROM || value >= DIGITS_BELOW) return undefined;
  return writeShortest(bytes, writeWhole(bytes, at, whole), whole, value - whole);
}

/**
 * A point and as few digits as it takes to tell a float from its neighbours: digit by digit by long division, until what is
 * left, or what is missing to the next higher digit, is less than half of the float's last bit.
 *
 * @param whole - at least {@link DIGITS_FROM}, so that every step is exact.
 * @returns undefined when the float is in the middle between two such texts: which of them is printed is not ours to know.
 */
function writeShortest(bytes: Uint8Array, at: number, whole: number, fraction: number): number | undefined {
  // The last bit, counted in which everything is a whole number, gets finer with every leading zero.
  const one = COARSEST_ONE * (1 << Math.clz32(whole));
  let rest = fraction * one;
  let tolerance = 0.5;
  let end = at;
  bytes[end] = POINT;
  let digit: number;
  do {
    end += 1;
    rest *= 10;
    tolerance *= 10;
    digit = Math.floor(rest / one);
    rest -= digit * one;
    bytes[end] = ZERO + digit;
  } while (rest >= tolerance && one - rest >= tolerance);
  if (2 * rest === one) return undefined;
  if (2 * rest > one) bytes[end] = ZERO + digit + 1;
  return end + 1;
}

/** A point and a fraction, its last zeros left out. */
function writeFraction(bytes: Uint8Array, at: number, fraction: number, places: number): number {
  let rest = fraction | 0;
  let left = places;
  for (;;) {
    const tenth = (rest / 10) | 0;
    if (tenth * 10 !== rest) break;
    rest = tenth;
    left -= 1;
  }
  bytes[at] = POINT;
  return writePadded(bytes, at + 1, rest, left);
}
