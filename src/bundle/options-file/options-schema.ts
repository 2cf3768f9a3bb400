import type { z } from "zod";

import { ALERT_NAMES } from "../alerts/alert-entries";
import type { OptionPath } from "../option-rules/option-finding";
import type { BundleOptionChanges } from "../options/options";
import { sectionSchema } from "../../strict-yaml/section-schema";
import {
  ALERT_TIME_FIELDS,
  ALERT_URGENCY_FIELDS,
  KUBERNETES_FIELDS,
  THRESHOLD_FIELDS,
  TOP_FIELDS,
  WINDOW_FIELDS,
} from "./option-fields";
import type { OptionFields } from "./option-fields";

type Section = Readonly<Record<string, unknown>>;

/** A file of options as the operator writes it; what it says is `BundleOptionChanges`. Every key may be missing. */
export const optionsSchema = sectionSchema("What is to be otherwise in the bundle.", {
  ...shape(TOP_FIELDS),
  thresholds: section(THRESHOLD_FIELDS),
  windows: section(WINDOW_FIELDS),
  kubernetes: section(KUBERNETES_FIELDS),
  alert_times: sectionSchema(
    "The times of alerts.",
    Object.fromEntries(ALERT_NAMES.map((name) => [name, section(ALERT_TIME_FIELDS)])),
  ),
  alert_urgencies: sectionSchema(
    "Who is told of alerts.",
    Object.fromEntries(ALERT_NAMES.map((name) => [name, section(ALERT_URGENCY_FIELDS)])),
  ),
}).transform((document: Section): BundleOptionChanges => {
  return {
    ...named(TOP_FIELDS, document),
    thresholds: document["thresholds"] as Section,
    windows: document["windows"] as Section,
    kubernetes: document["kubernetes"] as Section,
    alertTimes: given(document["alert_times"] as Section),
    alertUrgencies: given(document["alert_urgencies"] as Section),
  };
});

/** The keys that may stand in a section, by its path in the document. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const [name, alert] = path;
  if (name === undefined)
    return [...keysOf(TOP_FIELDS), "thresholds", "windows", "kubernetes", "alert_times", "alert_urgencies"];
  if (name === "thresholds") return keysOf(THRESHOLD_FIELDS);
  if (name === "windows") return keysOf(WINDOW_FIELDS);
  if (name === "kubernetes") return keysOf(KUBERNETES_FIELDS);
  if (alert === undefined) return ALERT_NAMES;
  return keysOf(name === "alert_times" ? ALERT_TIME_FIELDS : ALERT_URGENCY_FIELDS);
}

/** Where an option stands in a file, by where it is in the program. */
export function pathInFile(path: OptionPath): OptionPath {
  const [name, ...rest] = path;
  if (name === "thresholds") return ["thresholds", ...renamed(THRESHOLD_FIELDS, rest)];
  if (name === "windows") return ["windows", ...renamed(WINDOW_FIELDS, rest)];
  if (name === "kubernetes") return ["kubernetes", ...renamed(KUBERNETES_FIELDS, rest)];
  if (name !== "alertTimes" && name !== "alertUrgencies") return renamed(TOP_FIELDS, path);
  const [section, fields] =
    name === "alertTimes" ? ["alert_times", ALERT_TIME_FIELDS] : ["alert_urgencies", ALERT_URGENCY_FIELDS];
  const [alert, ...field] = rest;
  return [section, ...(alert === undefined ? [] : [alert]), ...renamed(fields, field)];
}

/** A path whose first step is a field's name in the program. */
function renamed(fields: OptionFields, [name, ...rest]: OptionPath): OptionPath {
  return name === undefined ? [] : [fields[name]?.key ?? name, ...rest];
}

function keysOf(fields: OptionFields): readonly string[] {
  return Object.values(fields).map(({ key }) => key);
}

function shape(fields: OptionFields): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.values(fields).map(({ key, kind }) => [key, kind.schema.optional()]));
}

/** The alerts of a section that the file has. */
function given(alerts: Section): Section {
  return Object.fromEntries(Object.entries(alerts).filter(([, values]) => values !== undefined));
}

/** A section whose values come out by the names that they have in the program. */
function section(fields: OptionFields): z.ZodType<Section> {
  return sectionSchema("", shape(fields)).transform((values: Section) => named(fields, values));
}

/** Values by the program's names, without those that are missing: spread over defaults, they would hide them. */
function named(fields: OptionFields, values: Section): Section {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, { key }]) => [name, values[key]] as const)
      .filter(([, value]) => value !== undefined),
  );
}
