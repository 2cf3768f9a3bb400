import fc from "fast-check";

const SURROGATES_FROM = 0xd800;
const SURROGATES = 0x800;
const LAST_CODE_POINT = 0x10ffff;

/**
 * Any text of whole code points. What `unit: "binary"` of `fc.string` makes, without the table of all of them that it lays out
 * first in every file of tests: a second of processor time.
 *
 * @param length - in code points.
 */
export function anyText(
  length: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  return fc.string({ ...length, unit: anyCodePoint() });
}

function anyCodePoint(): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: LAST_CODE_POINT - SURROGATES }).map(
    (place) => String.fromCodePoint(place < SURROGATES_FROM ? place : place + SURROGATES),
    (text) => placeOf(text),
  );
}

/** What fast-check needs to shrink a text, and to try texts of its own that are known to make trouble. */
function placeOf(text: unknown): number {
  const point = typeof text === "string" ? text.codePointAt(0) : undefined;
  if (point === undefined || text !== String.fromCodePoint(point)) throw new Error("no single code point");
  return point < SURROGATES_FROM ? point : point - SURROGATES;
}
