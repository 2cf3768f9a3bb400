import { shortened } from "./described-value";

/** Arrays and objects within one another; the deepest wire shape, a reason in a region's details, needs five. */
export const MAX_JSON_DEPTH = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The keys that an open object has so far, or nothing for an open array. */
type OpenContainer = Set<string> | undefined;

/**
 * What a text's structure has that a general JSON parser lets pass and this project refuses: nesting deeper than
 * {@link MAX_JSON_DEPTH}, a key twice in one object (also when both values are equal, also when one is spelled with
 * escapes), and the key `__proto__`. One pass, no recursion, linear in the text's length.
 *
 * Syntax is not its business: of a text that is no JSON it sees as much as is well-formed, and the parser, which
 * recurses and therefore runs second, reports the rest.
 *
 * @returns a sentence with the key and its position (UTF-16 units from 0), or undefined when there is nothing to refuse.
 */
export function jsonStructureProblem(text: string): string | undefined {
  const open: OpenContainer[] = [];
  let keyExpected = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (keyExpected) {
          const problem = addKey(open.at(-1), text.slice(at, end), at);
          if (problem !== undefined) return problem;
          keyExpected = false;
        }
        at = end - 1;
        break;
      }
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (open.length === MAX_JSON_DEPTH)
          return `nested deeper than ${MAX_JSON_DEPTH} levels at position ${at}`;
        keyExpected = text.charCodeAt(at) === OPEN_BRACE;
        open.push(keyExpected ? new Set() : undefined);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        open.pop();
        keyExpected = false;
        break;
      case COMMA:
        keyExpected = open.at(-1) !== undefined;
        break;
    }
  }
  return undefined;
}

/** The position behind the closing quote of the string that starts at `start`, or the text's end if it has none. */
export function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return text.length;
}

function addKey(keys: OpenContainer, literal: string, position: number): string | undefined {
  const key = decodedKey(literal);
  if (keys === undefined || key === undefined) return undefined;
  if (key === "__proto__") return `key "__proto__" at position ${position} is not allowed`;
  if (keys.has(key)) return `duplicate key ${JSON.stringify(shortened(key))} at position ${position}`;
  keys.add(key);
  return undefined;
}

/** A key without its quotes and escapes; undefined when it is malformed, which the parser then reports. */
function decodedKey(literal: string): string | undefined {
  if (!literal.includes("\\")) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return undefined;
  }
}
