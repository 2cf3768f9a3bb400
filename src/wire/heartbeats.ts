import type { ShardStats } from "../domain/shard-stats";
import { parseJson } from "./json";
import type { JsonResult } from "./json";
import { jsonArrayElements } from "./json-array-elements";
import { parseWith } from "./parse-with";
import { shardStatsSchema } from "./shard-stats";
import { decodeUtf8, withoutByteOrderMark } from "./utf8";

/** How the body says that it is written: `application/json` or `application/x-ndjson`. */
export type HeartbeatFormat = "json" | "ndjson";

/** One entry of a batch: a heartbeat, or the first thing that is wrong with it. `field` is "" for the entry as a whole. */
export type ParsedHeartbeat =
  | { readonly ok: true; readonly stats: ShardStats }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** Why a body is refused as a whole. `not_json`: nothing in it is (HTTP 400). `too_many`: a longer batch than is taken (413). */
export interface BatchRefusal {
  readonly ok: false;
  readonly reason: "not_json" | "too_many";
  readonly message: string;
  /** Heartbeats that are lost with it, as far as they were counted; at least 1. */
  readonly count: number;
}

/** The entries of a body in their order, or why there are none. */
export type HeartbeatBatch =
  { readonly ok: true; readonly heartbeats: readonly ParsedHeartbeat[] } | BatchRefusal;

/** An entry before it is validated. `prefix` says where it stands when its index does not. */
interface Entry {
  readonly json: JsonResult;
  readonly prefix: string;
}

const EMPTY = "expected a heartbeat, an array of heartbeats, or one heartbeat a line, got an empty body";
const NEWLINE = 0x0a;
const BLANK = /^[ \t\n\r]*$/;

/**
 * Reads a body of heartbeats. Good entries are kept beside bad ones; an entry's index is its position.
 *
 * - `json`: one object or an array. An array that is no JSON as a whole is read entry by entry, as long as it is complete.
 *   An empty array is a batch of none.
 * - `ndjson`: one object a line, `\n` or `\r\n`, blank lines skipped and not counted; messages name the line, from 1.
 *
 * The batch is refused when the body is empty, not UTF-8 (in NDJSON that costs only the line), has no entry at all that is
 * JSON, or has more than `maxHeartbeats` entries: each entry costs an answer of its own, and a body of a few megabytes can
 * hold a million things that are no heartbeats. One byte order mark at the start is ignored.
 */
export function parseHeartbeats(
  body: Uint8Array,
  format: HeartbeatFormat,
  maxHeartbeats: number,
): HeartbeatBatch {
  const bytes = withoutByteOrderMark(body);
  return format === "ndjson" ? parseLines(bytes, maxHeartbeats) : parseDocument(bytes, maxHeartbeats);
}

function parseDocument(bytes: Uint8Array, maxHeartbeats: number): HeartbeatBatch {
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return notJson(decoded.message);
  if (BLANK.test(decoded.text)) return notJson(EMPTY);
  const json = parseJson(decoded.text);
  if (!json.ok) return parseElements(decoded.text, json.message, maxHeartbeats);
  const values: readonly unknown[] = Array.isArray(json.value) ? json.value : [json.value];
  if (values.length > maxHeartbeats) return tooMany(values.length, maxHeartbeats);
  return {
    ok: true,
    heartbeats: values.map((value) => toHeartbeat({ json: { ok: true, value }, prefix: "" })),
  };
}

/** The slow way round a mistake in one element of an array. Positions in its messages count from the element's start. */
function parseElements(text: string, messageOfWhole: string, maxHeartbeats: number): HeartbeatBatch {
  const elements = jsonArrayElements(text, maxHeartbeats + 1);
  if (elements === undefined) return notJson(messageOfWhole);
  if (elements.length > maxHeartbeats) return tooMany(elements.length, maxHeartbeats);
  return toBatch(
    elements.map((element) => ({ json: parseJson(element), prefix: "" })),
    messageOfWhole,
  );
}

function parseLines(bytes: Uint8Array, maxHeartbeats: number): HeartbeatBatch {
  const entries: Entry[] = [];
  let lineNumber = 0;
  for (const line of linesOf(bytes)) {
    lineNumber += 1;
    if (line.length === 0) continue;
    const decoded = decodeUtf8(line);
    if (decoded.ok && BLANK.test(decoded.text)) continue;
    entries.push({
      json: decoded.ok ? parseJson(decoded.text) : { ...decoded, field: "" },
      prefix: `line ${lineNumber}: `,
    });
    if (entries.length > maxHeartbeats) return tooMany(entries.length, maxHeartbeats);
  }
  const [first] = entries;
  if (first === undefined) return notJson(EMPTY);
  return toBatch(entries, first.json.ok ? "" : first.prefix + first.json.message);
}

/** Cut before decoding: the byte 0x0A is part of no other character in UTF-8. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

function toBatch(entries: readonly Entry[], messageIfNone: string): HeartbeatBatch {
  if (!entries.some(({ json }) => json.ok)) return notJson(messageIfNone);
  return { ok: true, heartbeats: entries.map(toHeartbeat) };
}

function toHeartbeat({ json, prefix }: Entry): ParsedHeartbeat {
  if (!json.ok) return { ok: false, field: json.field, message: prefix + json.message };
  const result = parseWith(shardStatsSchema, json.value);
  if (result.ok) return { ok: true, stats: result.value };
  const [{ field, message }] = result.problems;
  return { ok: false, field, message: prefix + message };
}

function notJson(message: string): BatchRefusal {
  return { ok: false, reason: "not_json", message, count: 1 };
}

function tooMany(count: number, maxHeartbeats: number): BatchRefusal {
  const message = `expected at most ${maxHeartbeats} heartbeats in one request, got more; send several smaller ones`;
  return { ok: false, reason: "too_many", message, count };
}
