import type { z } from "zod";
import { calendarTimeMs } from "../domain/terms/calendar-time";
import { DEFAULT_SETTINGS } from "../domain/terms/control-plane-settings";
import type { RegionId } from "../domain/terms/ids";
import {
  isMaintenanceText,
  MAINTENANCE_ID,
  MAINTENANCE_ID_EXPECTED,
  MAX_MAINTENANCE_BY,
  MAX_MAINTENANCE_REASON,
} from "../domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../domain/terms/maintenance-window";
import { NS_PER_MS } from "../domain/terms/units";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { formatDuration } from "../strict-yaml/duration";
import { repeatedValues } from "../strict-yaml/repeated-values";
import { listSchema, sectionSchema } from "../strict-yaml/section-schema";
import { itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import {
  countSchema,
  durationSchema,
  regionSchema,
  u16Schema,
  valueSchema,
} from "../strict-yaml/value-schemas";
import type { ValueSchema } from "../strict-yaml/value-schemas";
import { regionNamesIn } from "./region-name-rules";
import { regionIdsByName, regionListFindings } from "./tenant-rules";

const maintenanceSchema = sectionSchema("Planned work.", {
  id: idSchema().meta({ description: `Its name: ${MAINTENANCE_ID_EXPECTED}. Each is listed once.` }),
  region: regionSchema().optional().meta({
    description: "The region that it is on, by number or by name. With `shard`: that shard's replica there.",
  }),
  shard: u16Schema().optional().meta({ description: "The shard that it is on, wherever it has replicas." }),
  by: lineSchema(MAX_MAINTENANCE_BY).meta({ description: "Who does it." }),
  reason: lineSchema(MAX_MAINTENANCE_REASON).meta({ description: "Why." }),
  from: timeSchema().meta({ description: "When it begins, such as `2026-11-29T22:00:00Z`." }),
  until: timeSchema().meta({
    description: "When it ends; at most `max_maintenance_time` after its beginning.",
  }),
});

/** The section `maintenance`. */
export const maintenanceListSchema = listSchema(
  "Planned work, for exporters whose topology is in this file; incidents that it explains page nobody.",
  maintenanceSchema,
  [
    {
      id: "drain-eu",
      region: 1,
      by: "alice",
      reason: "kernel upgrade",
      from: "2026-11-29T22:00:00Z",
      until: "2026-11-30T01:00:00Z",
    },
  ],
);

/** Planned work as the control plane knows it. */
export function toMaintenance(
  { id, region, shard, by, reason, from, until }: z.output<typeof maintenanceSchema>,
  regionIds: ReadonlyMap<string, RegionId>,
): MaintenanceWindow {
  const regionId = typeof region === "string" ? regionIds.get(region) : region;
  return {
    id,
    ...(regionId !== undefined && { regionId }),
    ...(shard !== undefined && { shardId: shard }),
    by,
    reason,
    startedNs: BigInt(from) * NS_PER_MS,
    untilNs: BigInt(until) * NS_PER_MS,
  };
}

/** Planned work that is listed twice, is on nothing or on a region that nobody can resolve, lasts too long, or is too much. */
export function maintenanceFindings(document: unknown): readonly ConfigFinding[] {
  const entries = itemsOf(valueAt(document, "maintenance"));
  const regionIds = regionIdsByName(regionNamesIn(document));
  const ids = entries.map((entry) => idSchema().safeParse(valueAt(entry, "id")).data);
  return [
    ...repeatedValues(ids, (index) => ["maintenance", index, "id"], "is listed twice; work has one entry"),
    ...tooMany(document, entries.length),
    ...entries.flatMap((entry, index) => [
      ...subjectFindings(entry, index, regionIds),
      ...timeFindings(document, entry, index),
    ]),
  ];
}

function tooMany(document: unknown, count: number): readonly ConfigFinding[] {
  const most =
    countSchema(0, Number.MAX_SAFE_INTEGER).safeParse(valueAt(document, "max_maintenance_windows")).data ??
    DEFAULT_SETTINGS.maxMaintenanceWindows;
  if (count <= most) return [];
  return [
    {
      path: ["maintenance"],
      message: `expected ${most} entries at most (max_maintenance_windows), got ${count}`,
    },
  ];
}

function subjectFindings(
  entry: unknown,
  index: number,
  regionIds: ReadonlyMap<string, RegionId>,
): readonly ConfigFinding[] {
  const region = valueAt(entry, "region");
  if (region === undefined && valueAt(entry, "shard") === undefined) {
    return [{ path: ["maintenance", index], message: "expected a region, a shard or both, got neither" }];
  }
  const unresolved = regionListFindings([region], [], regionIds);
  return unresolved.map(({ message }) => ({ path: ["maintenance", index, "region"], message }));
}

function timeFindings(document: unknown, entry: unknown, index: number): readonly ConfigFinding[] {
  const [from, until] = ["from", "until"].map((key) => timeSchema().safeParse(valueAt(entry, key)).data);
  if (from === undefined || until === undefined) return [];
  const path = ["maintenance", index, "until"];
  if (until <= from) return [{ path, message: "expected a time after from" }];
  const longestMs =
    durationSchema().safeParse(valueAt(document, "max_maintenance_time")).data ??
    DEFAULT_SETTINGS.maxMaintenanceTimeMs;
  if (until - from <= longestMs) return [];
  const most = formatDuration(longestMs);
  return [
    {
      path,
      message: `expected at most ${most} after from (max_maintenance_time), got ${formatDuration(until - from)}`,
    },
  ];
}

function idSchema(): ValueSchema<string> {
  return valueSchema("text", (value) =>
    typeof value === "string" && MAINTENANCE_ID.test(value)
      ? { value }
      : { expected: MAINTENANCE_ID_EXPECTED },
  );
}

function lineSchema(most: number): ValueSchema<string> {
  return valueSchema("text", (value) => {
    return typeof value === "string" && isMaintenanceText(value, most)
      ? { value }
      : { expected: `one line of 1 to ${most} characters` };
  });
}

/** Milliseconds since the epoch. */
function timeSchema(): ValueSchema<number> {
  return valueSchema("time", (value) => {
    const isSpelt = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(String(value));
    const timeMs = isSpelt ? calendarTimeMs(String(value)) : undefined;
    return timeMs !== undefined && timeMs >= 0
      ? { value: timeMs }
      : { expected: "a time with its zone, such as 2026-11-29T22:00:00Z" };
  });
}
