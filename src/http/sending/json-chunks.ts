import type { Listing } from "../../domain/terms/listing";
import { printJson } from "../../wire/json/json";

/** Entries printed between two yields: below a millisecond of work. */
const ENTRIES_PER_CHUNK = 128;

/** Pieces of a document are put together until they have this many characters: a turn of the event loop costs more than they do. */
const CHUNK_CHARACTERS = 16 * 1024;

/** An entry as JSON, indented by two blanks a level. `lineBreak` is a line feed and the blanks of the line that it begins on. */
export type EntryPrinter<T> = (entry: T, lineBreak: string) => string;

/** A list in a document that may be so long that it has to be printed bit by bit. */
export class LongList<T> {
  readonly #entries: Listing<T>;
  readonly #print: EntryPrinter<T>;

  /** @param print - is called when the turn of an entry comes. */
  constructor(entries: Listing<T>, print: EntryPrinter<T>) {
    this.#entries = entries;
    this.#print = print;
  }

  /** @param toWire - makes an entry into plain JSON, when its turn comes. */
  static of<T>(entries: Listing<T>, toWire: (entry: T) => unknown): LongList<T> {
    return new LongList(entries, (entry, lineBreak) => printed(toWire(entry), lineBreak));
  }

  get length(): number {
    return this.#entries.length;
  }

  /** Some of the entries, as an array's `slice` has them. */
  texts(start: number, end: number, lineBreak: string): readonly string[] {
    return this.#entries.slice(start, end).map((entry) => this.#print(entry, lineBreak));
  }
}

/** A mapping in a document that may have so many members that they have to be made one by one, when their turn comes. */
export class LongObject {
  readonly members: Iterable<readonly [key: string, value: unknown]>;

  /** @param members - values are plain JSON, or have long lists themselves; undefined is left out. Gone through once. */
  constructor(members: Iterable<readonly [key: string, value: unknown]>) {
    this.members = members;
  }
}

/** A list of objects that may be long themselves: they are printed one by one, so they are to be few. */
export class ListOfLongObjects {
  readonly entries: Iterable<Readonly<Record<string, unknown>>>;

  /** @param entries - plain JSON, or with long lists and objects in it. Gone through once. */
  constructor(entries: Iterable<Readonly<Record<string, unknown>>>) {
    this.entries = entries;
  }
}

/**
 * A JSON document printed a chunk at a time; together the chunks are exactly what `printJson(document, 2)` would print at once
 * if its long lists were arrays and its long objects plain ones, and a line feed.
 *
 * @param document - plain JSON, with one of the classes above wherever an object has what may be long.
 */
export function* jsonChunks(document: Readonly<Record<string, unknown>>): Generator<string, void> {
  let chunk = "";
  for (const piece of pieces(document, "\n")) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = "";
  }
  yield `${chunk}\n`;
}

/** @param lineBreak - a line feed and the blanks of the line that the value begins on. */
function* pieces(value: unknown, lineBreak: string): Generator<string, void> {
  if (value instanceof LongList) yield* listPieces(value, lineBreak);
  else if (value instanceof LongObject) yield* objectPieces(value.members, lineBreak);
  else if (value instanceof ListOfLongObjects) yield* objectListPieces(value.entries, lineBreak);
  else if (isObject(value)) yield* objectPieces(Object.entries(value), lineBreak);
  else yield printed(value, lineBreak);
}

function* objectPieces(
  members: Iterable<readonly [key: string, value: unknown]>,
  lineBreak: string,
): Generator<string, void> {
  const inner = `${lineBreak}  `;
  let opening = "{";
  for (const [key, member] of members) {
    if (member === undefined) continue;
    yield `${opening}${inner}${JSON.stringify(key)}: `;
    yield* pieces(member, inner);
    opening = ",";
  }
  yield opening === "{" ? "{}" : `${lineBreak}}`;
}

function* listPieces(list: LongList<unknown>, lineBreak: string): Generator<string, void> {
  const inner = `${lineBreak}  `;
  for (let start = 0; start < list.length; start += ENTRIES_PER_CHUNK) {
    const texts = list.texts(start, start + ENTRIES_PER_CHUNK, inner);
    yield `${start === 0 ? "[" : ","}${inner}${texts.join(`,${inner}`)}`;
  }
  yield list.length === 0 ? "[]" : `${lineBreak}]`;
}

function* objectListPieces(
  entries: Iterable<Readonly<Record<string, unknown>>>,
  lineBreak: string,
): Generator<string, void> {
  const inner = `${lineBreak}  `;
  let opening = "[";
  for (const entry of entries) {
    yield `${opening}${inner}`;
    yield* pieces(entry, inner);
    opening = ",";
  }
  yield opening === "[" ? "[]" : `${lineBreak}]`;
}

/** A line break inside a JSON text is always escaped, so every one that is there is the printer's. */
function printed(value: unknown, lineBreak: string): string {
  return printJson(value, 2).replaceAll("\n", lineBreak);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
