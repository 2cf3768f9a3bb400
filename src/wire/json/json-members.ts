import { ASCII, byteAt, skipBlanks } from "./ascii";
import { JsonValueEnd } from "./json-value-end";
import { decodeUtf8 } from "./utf8";
import type { Result } from "../../domain/terms/result";

const { quote, colon, comma, openBrace, closeBrace, backslash } = ASCII;

/** Bytes that are looked at in one piece: a fraction of a millisecond. */
const PIECE_BYTES = 64 * 1024;
const MAX_MEMBERS = 1_000;
const MAX_KEY_BYTES = 1_000;

/** The values of an object's members as the bytes that they are, not parsed; or why it is none. */
export type MembersResult = Result<ReadonlyMap<string, Uint8Array>>;

/**
 * Cuts a JSON object into its members without parsing them, a piece at a time: each step of the iteration is a fraction of a
 * millisecond, however long a member is. Refuses a key that occurs twice, as serde does. What is wrong inside a member shows
 * when it is parsed.
 */
export function* jsonMembers(bytes: Uint8Array): Generator<undefined, MembersResult> {
  const members = new Map<string, Uint8Array>();
  const refuse = (message: string): MembersResult => ({
    ok: false,
    message: `not a JSON object: ${message}`,
  });
  const valueEnd = new JsonValueEnd();
  let at = skipBlanks(bytes, 0);
  if (byteAt(bytes, at) !== openBrace) return refuse("it does not begin with {");
  at = skipBlanks(bytes, at + 1);
  let isLast = byteAt(bytes, at) === closeBrace;
  if (isLast) at += 1;
  while (!isLast) {
    const keyEnd = endOfKey(bytes, at);
    if (keyEnd < 0) return refuse(`expected a key at byte ${at}`);
    const key = keyOf(bytes.subarray(at, keyEnd));
    if (key === undefined) return refuse(`the key at byte ${at} cannot be read`);
    if (members.has(key)) return refuse(`a key occurs twice at byte ${at}`);
    if (members.size === MAX_MEMBERS) return refuse(`it has more than ${MAX_MEMBERS} keys`);
    at = skipBlanks(bytes, keyEnd);
    if (byteAt(bytes, at) !== colon) return refuse(`expected a colon at byte ${at}`);
    const start = skipBlanks(bytes, at + 1);
    valueEnd.start();
    let end = -1;
    for (let piece = start; piece < bytes.length && end < 0; piece += PIECE_BYTES) {
      const found = valueEnd.find(bytes.subarray(piece, piece + PIECE_BYTES), 0);
      if (found >= 0) end = piece + found;
      else yield;
    }
    if (end < 0) return refuse("it breaks off");
    members.set(key, bytes.subarray(start, end));
    isLast = byteAt(bytes, end) !== comma;
    if (isLast && byteAt(bytes, end) !== closeBrace) return refuse(`expected , or } at byte ${end}`);
    at = skipBlanks(bytes, end + 1);
  }
  return skipBlanks(bytes, at) === bytes.length
    ? { ok: true, value: members }
    : refuse(`something follows it at byte ${at}`);
}

function endOfKey(bytes: Uint8Array, start: number): number {
  if (byteAt(bytes, start) !== quote) return -1;
  for (let at = start + 1; at < Math.min(bytes.length, start + MAX_KEY_BYTES); at += 1) {
    if (bytes[at] === quote) return at + 1;
    if (bytes[at] === backslash) at += 1;
  }
  return -1;
}

function keyOf(literal: Uint8Array): string | undefined {
  const text = decodeUtf8(literal);
  if (!text.ok) return undefined;
  try {
    return String(JSON.parse(text.value));
  } catch {
    return undefined;
  }
}
