/** The bytes of JSON's own characters. */
export const ASCII = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  zero: 0x30,
  colon: 0x3a,
  upperE: 0x45,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  lowerE: 0x65,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/**
 * The byte at a position, 0 behind the end, where heartbeats that are cut short lead. Engines give up their fastest code for
 * a function, for good, once it has asked an array for what is not in it: every heartbeat took twice as long then.
 */
export function byteAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (bytes[at] ?? 0) : 0;
}

/** The position of the first byte from `start` on other than JSON's four blanks; the end when all are. */
export function skipBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let byte = byteAt(bytes, at); byte <= ASCII.space; byte = byteAt(bytes, at)) {
    const isBlank =
      byte === ASCII.space || byte === ASCII.lineFeed || byte === ASCII.carriageReturn || byte === ASCII.tab;
    if (!isBlank) break;
    at += 1;
  }
  return at;
}

/** The same within one line: a line feed is not skipped. */
export function skipBlanksInLine(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let byte = byteAt(bytes, at); byte <= ASCII.space; byte = byteAt(bytes, at)) {
    if (byte !== ASCII.space && byte !== ASCII.carriageReturn && byte !== ASCII.tab) break;
    at += 1;
  }
  return at;
}
