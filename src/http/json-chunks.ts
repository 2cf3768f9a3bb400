import type { Listing } from "../domain/listing";
import { printJson } from "../wire/json";

/** Entries printed between two yields: below a millisecond of work. */
const ENTRIES_PER_CHUNK = 128;

/**
 * A JSON document with one long list in it, printed a chunk at a time; together the chunks are exactly what
 * `printJson({...document, [list]: entries}, 2)` prints at once.
 *
 * @param document - has the list, empty, under the key `list` at its top.
 * @param entries - what belongs into the list; made into plain JSON by `toWire` only when their turn comes.
 */
export function* jsonChunks<T>(
  document: Readonly<Record<string, unknown>>,
  list: string,
  entries: Listing<T>,
  toWire: (entry: T) => unknown,
): Generator<string, void> {
  const text = printJson(document, 2);
  if (entries.length === 0) {
    yield `${text}\n`;
    return;
  }
  // A line break inside a JSON text is always escaped, so only the key itself, at this very depth, can match.
  const placeholder = `\n  ${JSON.stringify(list)}: []`;
  const at = text.indexOf(placeholder);
  if (at < 0) throw new Error(`jsonChunks: the document has no empty list ${JSON.stringify(list)}`);
  const listStart = at + placeholder.length - 1;
  yield text.slice(0, listStart);
  for (let start = 0; start < entries.length; start += ENTRIES_PER_CHUNK) {
    const slice = entries.slice(start, start + ENTRIES_PER_CHUNK).map(toWire);
    const lines = printJson(slice, 2).slice("[".length, -"\n]".length).replaceAll("\n", "\n  ");
    yield start === 0 ? lines : `,${lines}`;
  }
  yield `\n  ${text.slice(listStart)}\n`;
}
