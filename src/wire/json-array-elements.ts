import { endOfString } from "./json-structure";

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** JSON's own four blanks: `trim()` would take off many more. */
const ARRAY_START = /^[ \t\n\r]*\[/;
const ONLY_BLANKS = /^[ \t\n\r]*$/;

/**
 * The texts of a JSON array's elements, cut at the commas between them and not parsed, so that one element that is no JSON
 * does not take the others with it. Brackets are counted, not matched: what is wrong inside an element shows when that
 * element is parsed. Linear in the text's length.
 *
 * @param limit - stop after this many elements; the caller treats more as too many.
 * @returns undefined when the text is not one whole array, for example because it was cut short.
 */
export function jsonArrayElements(text: string, limit: number): readonly string[] | undefined {
  const opening = ARRAY_START.exec(text);
  if (opening === null) return undefined;
  const elements: string[] = [];
  let depth = 1;
  let start = opening[0].length;
  for (let at = start; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at) - 1;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth -= 1;
        if (depth > 0) break;
        elements.push(text.slice(start, at));
        return ONLY_BLANKS.test(text.slice(at + 1)) ? elements : undefined;
      case COMMA:
        if (depth > 1) break;
        elements.push(text.slice(start, at));
        start = at + 1;
        if (elements.length === limit) return elements;
        break;
    }
  }
  return undefined;
}
