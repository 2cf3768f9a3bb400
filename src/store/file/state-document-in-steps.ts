import { decodeUtf8 } from "../../wire/json/utf8";
import type { StoredState } from "../store";
import { storedStateProblem } from "../stored-state-problem";
import { parseStateDocument } from "./state-document";
import type { StateDocumentResult } from "./state-document";

/** Read in less than a millisecond. */
const ENTRIES_PER_STEP = 100;

/** The lists of a state, each with the version from which on a document has it, and what stands before its entries and each of them. */
const LISTS = [
  { name: "shards", sinceVersion: 1, opening: '  "topology": {\n    "shards": [', before: "\n      " },
  { name: "tenants", sinceVersion: 1, opening: '\n    ]\n  },\n  "tenants": [', before: "\n    " },
  { name: "retired", sinceVersion: 2, opening: '\n  ],\n  "retired": [', before: "\n    " },
  { name: "known", sinceVersion: 3, opening: '\n  ],\n  "known": [', before: "\n    " },
  { name: "maintenance", sinceVersion: 4, opening: '\n  ],\n  "maintenance": [', before: "\n    " },
] as const;
const ENDING = "\n  ]\n}\n";

type ListName = (typeof LISTS)[number]["name"];

/**
 * Reads a state document as {@link parseStateDocument} does, to the same result, in steps of less than a millisecond. Entries that stand a line
 * each, as they are printed, are read as documents of a hundred entries. A document of another layout, or with anything wrong in it, is read in
 * one piece: it takes a person to make one, and one piece to say what is wrong with it.
 */
export function* parseStateDocumentInSteps(bytes: Uint8Array): Generator<undefined, StateDocumentResult> {
  const text = decodeUtf8(bytes);
  const state = text.ok ? yield* readLists(text.value) : undefined;
  yield;
  return state === undefined || storedStateProblem(state)
    ? parseStateDocument(bytes)
    : { ok: true, value: state };
}

/** Undefined for what has to be read in one piece. */
function* readLists(text: string): Generator<undefined, StoredState | undefined> {
  const [head, version] = /^\{\n {2}"version": ([1-4]),\n/.exec(text) ?? [];
  if (head === undefined) return undefined;
  const empty = parseStateDocument(Buffer.from(documentOf(Number(version), "shards", [])));
  if (!empty.ok) return undefined;
  let state = empty.value;
  let at = head.length;
  for (const { name, sinceVersion, opening, before } of LISTS) {
    if (sinceVersion > Number(version)) continue;
    if (!text.startsWith(opening, at)) return undefined;
    const list = yield* readList(text, at + opening.length, Number(version), name, before);
    if (list === undefined) return undefined;
    at = list.endsAt;
    if (list.entries.length > 0) state = { ...state, [name]: list.entries };
  }
  return text.slice(at) === ENDING ? state : undefined;
}

function* readList(
  text: string,
  from: number,
  version: number,
  name: ListName,
  before: string,
): Generator<undefined, { readonly entries: readonly unknown[]; readonly endsAt: number } | undefined> {
  const entries: unknown[] = [];
  let at = from;
  let isLast = !text.startsWith(`${before}{`, at);
  while (!isLast) {
    const lines: string[] = [];
    while (!isLast && lines.length < ENTRIES_PER_STEP) {
      const end = text.indexOf("\n", at + before.length);
      const line = text.slice(at + before.length, end);
      // Only the last entry has no comma after it.
      isLast = line.endsWith("}");
      if (!text.startsWith(`${before}{`, at) || end < 0 || !(isLast || line.endsWith("},"))) return undefined;
      lines.push(isLast ? line : line.slice(0, -1));
      at = end;
    }
    const read = parseStateDocument(Buffer.from(documentOf(version, name, lines)));
    // An entry for each line, and nothing anywhere else: a line is one entry and nothing more.
    if (
      !read.ok ||
      LISTS.some((list) => countOf(read.value, list.name) !== (list.name === name ? lines.length : 0))
    )
      return undefined;
    entries.push(...(read.value[name] ?? []));
    yield;
  }
  return { entries, endsAt: at };
}

function countOf(state: StoredState, name: ListName): number {
  return state[name]?.length ?? 0;
}

/** A document with these entries in one list, and nothing in the others. */
function documentOf(version: number, name: ListName, lines: readonly string[]): string {
  const listOf = (list: ListName): string => `[${list === name ? lines.join(",") : ""}]`;
  const lists = LISTS.filter(({ name: list, sinceVersion }) => list !== "shards" && sinceVersion <= version);
  const rest = lists.map(({ name: list }) => `"${list}":${listOf(list)}`).join(",");
  return `{"version":${version},"topology":{"shards":${listOf("shards")}},${rest}}`;
}
