const SHOWN_LENGTH = 40;
const HIGH_SURROGATE = /^[\ud800-\udbff]$/;

/** A text of at most `length` UTF-16 units, then a mark that says it goes on. Short texts stay as they are. */
export function shortened(text: string, length: number = SHOWN_LENGTH): string {
  if (text.length <= length) return text;
  const splitsPair = HIGH_SURROGATE.test(text.charAt(length - 1));
  return `${text.slice(0, splitsPair ? length - 1 : length)}…`;
}

/**
 * A parsed JSON value as an error message shows it: what it is, never more than a line of it. A sender of a megabyte
 * where a number belongs does not get a megabyte back, and the log does not either.
 */
export function describedValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  // JSON cannot say Infinity: this is what reading 1e400 leaves.
  if (value === Infinity) return "a number above the range of 64-bit floats";
  if (value === -Infinity) return "a number below the range of 64-bit floats";
  return Object.is(value, -0) ? "-0" : shortened(String(value));
}
