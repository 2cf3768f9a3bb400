import { calendarTimeMs } from "../../domain/terms/calendar-time";
import type { EventFilter, RegionFilter } from "../../domain/history/event-filter";
import { EVENT_KIND_NAMES } from "../../domain/terms/cluster-event";
import { isU64 } from "../../domain/terms/ids";
import type { RegionId } from "../../domain/terms/ids";
import { NS_PER_MS, NS_PER_SECOND } from "../../domain/terms/units";
import type { FieldProblem } from "../../domain/terms/field-problem";
import { findRegion } from "./find-region";
import { parseU16 } from "./query";
import type { ParameterResult } from "./query";
import type { RouteParameter } from "./route";

const MOMENT_EXPECTED =
  "a time from 1970 to 2554 such as 2026-01-31T12:00:00Z, or seconds since the Unix epoch such as 1769860800";

/** With the time of its zone: without one it would be another moment on each machine. */
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
const UNIX_SECONDS = /^(\d{1,10})(?:\.(\d{1,9}))?$/;

/** What both routes of events take. */
export const EVENT_FILTER_PARAMETERS: readonly RouteParameter[] = [
  {
    name: "region",
    in: "query",
    description: "Only what is about this region or affects it, by name or by number.",
    schema: { type: "string" },
  },
  {
    name: "shard",
    in: "query",
    description: "Only what is about this shard.",
    schema: { type: "integer", minimum: 0, maximum: 65535 },
  },
  {
    name: "kind",
    in: "query",
    description: "Only events of these kinds; may be given several times.",
    schema: { type: "array", items: { enum: EVENT_KIND_NAMES } },
  },
];

/** What bounds a listing of them in time. */
export const EVENT_TIME_PARAMETERS: readonly RouteParameter[] = [
  {
    name: "since",
    in: "query",
    description: `Not before this moment: ${MOMENT_EXPECTED}.`,
    schema: { type: "string" },
  },
  {
    name: "until",
    in: "query",
    description: "Before this moment, likewise.",
    schema: { type: "string" },
  },
];

/** Where a name is looked up that is no number. */
export interface KnownNames {
  /** What regions are called now. */
  readonly regionNames: ReadonlyMap<RegionId, string>;
  /** Whether any event that is kept is about a region that was called so. */
  readonly isInEvents: (name: string) => boolean;
}

/** Reads which events are asked for. */
export function parseEventFilter(query: URLSearchParams, known: KnownNames): ParameterResult<EventFilter> {
  const region = parseRegion(query.get("region"), known);
  if (!region.ok) return region;
  const shardText = query.get("shard");
  const shard = shardText === null ? undefined : parseU16("shard", shardText.trim());
  if (shard?.ok === false) return shard;
  const kinds = query.getAll("kind").map((kind) => kind.trim().toLowerCase());
  const unknown = kinds.find((kind) => !EVENT_KIND_NAMES.some((name) => name === kind));
  if (unknown !== undefined) return refused("kind", `one of ${EVENT_KIND_NAMES.join(", ")}`, unknown);
  const since = parseMoment("since", query.get("since"));
  if (!since.ok) return since;
  const until = parseMoment("until", query.get("until"));
  if (!until.ok) return until;
  // Nothing happens in such a span, and that would look like good news.
  if (since.value !== undefined && until.value !== undefined && until.value <= since.value)
    return refused("until", "a time after since", query.get("until") ?? "");
  return {
    ok: true,
    value: {
      region: region.value,
      shardId: shard?.value,
      kinds: kinds.length === 0 ? undefined : new Set(kinds),
      sinceNs: since.value,
      untilNs: until.value,
    },
  };
}

/** The id of an event, from which a stream goes on; undefined when there is none. */
export function parseEventId(name: string, text: string | undefined): ParameterResult<number | undefined> {
  if (text === undefined || text === "") return { ok: true, value: undefined };
  const id = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(id)) return { ok: true, value: id };
  return refused(name, "the id of an event, a whole number", text);
}

/** A region that nobody knows is refused: of a misspelled one there are no events, and that would look like good news. */
function parseRegion(
  text: string | null,
  { regionNames, isInEvents }: KnownNames,
): ParameterResult<RegionFilter | undefined> {
  if (text === null) return { ok: true, value: undefined };
  const regions = [...regionNames].map(([regionId, name]) => ({ regionId, name }));
  const found = findRegion(regions, text);
  if (found !== undefined) return { ok: true, value: { id: found.regionId, name: found.name } };
  const numbered = parseU16("region", text.trim());
  if (numbered.ok || isInEvents(text)) {
    return { ok: true, value: { id: numbered.ok ? numbered.value : undefined, name: text } };
  }
  const names = [...regionNames.values()].slice(0, 20);
  const among = names.length === 0 ? "" : `, one of ${names.join(", ")}`;
  return refused("region", `the number or the name of a region${among}`, text);
}

function parseMoment(name: string, text: string | null): ParameterResult<bigint | undefined> {
  if (text === null) return { ok: true, value: undefined };
  const seconds = UNIX_SECONDS.exec(text);
  if (seconds) {
    const [, whole = "0", part = ""] = seconds;
    return { ok: true, value: BigInt(whole) * NS_PER_SECOND + BigInt(part.padEnd(9, "0")) };
  }
  const ms = RFC_3339.test(text) ? calendarTimeMs(text) : undefined;
  const ns = ms === undefined ? undefined : BigInt(ms) * NS_PER_MS;
  return ns !== undefined && isU64(ns) ? { ok: true, value: ns } : refused(name, MOMENT_EXPECTED, text);
}

function refused(
  field: string,
  expected: string,
  text: string,
): { readonly ok: false; readonly problem: FieldProblem } {
  const got = JSON.stringify(text.slice(0, 100));
  return { ok: false, problem: { field, message: `${field}: expected ${expected}, got ${got}` } };
}
