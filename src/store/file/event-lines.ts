import type { KeptEvents } from "../../domain/history/event-log";
import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { parseWith } from "../../wire/fields/parse-with";
import { parseJson, printJson } from "../../wire/json/json";
import { clusterEventSchema, clusterEventToWire } from "../../wire/shapes/cluster-event";

/** The first line, with the highest id of an event that is no longer kept. */
const FIRST_LINE = /^tidaldb-exporter-events 1 (\d{1,16})$/;

/** Lines of a file that are read in one piece: a millisecond or two. */
const LINES_AT_A_TIME = 16;

/** Events that are printed in one piece: about a millisecond. */
const EVENTS_AT_A_TIME = 50;

/** The largest line that is read; those that are written are far below. */
const MAX_LINE = 64 * 1024;

/** Ids up to this leave room for more: half of what a safe integer holds. */
const MAX_ID = 2 ** 52;

/** What lines hold. */
export interface EventLines extends KeptEvents {
  /** How many lines say nothing that is understood, a torn last one included. */
  readonly unreadable: number;
}

/** Events as lines of a file. */
export function printEventLines(events: readonly ClusterEvent[]): string {
  return events.map((event) => `${printJson(clusterEventToWire(event))}\n`).join("");
}

/** A whole file: what it begins with, and all events, in pieces. */
export function* printEventFile({ events, goneUpTo }: KeptEvents): Generator<string, void> {
  yield `tidaldb-exporter-events 1 ${goneUpTo}\n`;
  for (let at = 0; at < events.length; at += EVENTS_AT_A_TIME)
    yield printEventLines(events.slice(at, at + EVENTS_AT_A_TIME));
}

/**
 * Reads a file of events, a piece in each step. A line that cannot be understood costs that line only: the last one is torn where a
 * process was killed while it wrote it.
 *
 * @returns undefined when the first line is none of ours.
 */
export function* readEventFile(text: string): Generator<undefined, EventLines | undefined> {
  const lines = text.split("\n");
  const isWhole = lines.pop() === "";
  const first = FIRST_LINE.exec(lines[0] ?? "");
  if (first === null) return undefined;
  const goneUpTo = Math.min(Number(first[1]), MAX_ID);
  const events: ClusterEvent[] = [];
  let unreadable = isWhole ? 0 : 1;
  for (const [index, line] of lines.entries()) {
    if (index % LINES_AT_A_TIME === 0) yield;
    if (index === 0 || line === "") continue;
    const event = readEvent(line);
    if (event !== undefined && event.id > (events.at(-1)?.id ?? 0)) events.push(event);
    else unreadable += 1;
  }
  return { events, goneUpTo, unreadable };
}

function readEvent(line: string): ClusterEvent | undefined {
  if (line.length > MAX_LINE) return undefined;
  const json = parseJson(line);
  const parsed = json.ok ? parseWith(clusterEventSchema, json.value) : json;
  return parsed.ok && parsed.value.id <= MAX_ID ? parsed.value : undefined;
}
