import { endOfString } from "./json-structure";

/** A key of an open object, or the position in an open array; undefined in an object before its first key. */
type Step = string | number | undefined;

/**
 * The dotted path of the field that a position in a JSON text belongs to, "" outside of any. Made for texts that are no
 * JSON, to say which field is to blame: it believes the text up to the position and reads nothing behind it.
 *
 * @param position - UTF-16 units from 0, as parsers report it.
 */
export function jsonFieldAt(text: string, position: number): string {
  const path: Step[] = [];
  let lastString = "";
  for (let at = 0; at < position && at < text.length; at += 1) {
    switch (text.charAt(at)) {
      case '"': {
        const end = endOfString(text, at);
        lastString = text.slice(at + 1, end - 1);
        at = end - 1;
        break;
      }
      case ":":
        path[path.length - 1] = lastString;
        break;
      case "{":
        path.push(undefined);
        break;
      case "[":
        path.push(0);
        break;
      case "}":
      case "]":
        path.pop();
        break;
      case ",":
        path[path.length - 1] = afterComma(path.at(-1));
        break;
    }
  }
  // A position in an array alone names no field.
  const lastKey = path.findLastIndex((step) => typeof step === "string");
  return path.slice(0, lastKey + 1).join(".");
}

/** The next element of an array; in an object the next key is not known yet. */
function afterComma(step: Step): Step {
  return typeof step === "number" ? step + 1 : undefined;
}
