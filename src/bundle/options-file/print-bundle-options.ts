import { ALERT_NAMES } from "../alerts/alert-entries";
import type { BundleOptions } from "../options/options";
import {
  ALERT_TIME_FIELDS,
  ALERT_URGENCY_FIELDS,
  KUBERNETES_FIELDS,
  THRESHOLD_FIELDS,
  TOP_FIELDS,
  WINDOW_FIELDS,
} from "./option-fields";
import type { OptionField, OptionFields } from "./option-fields";

/** What YAML reads as a text without quotes: a duration or a size. */
const PLAIN = /^(?:(?:\d+(?:ms|[ywdhms]))+|\d+[KMGT]iB)$/;

/** A file of options that says all of them, with what each means. Read again, it gives the same options. */
export function printBundleOptions(options: BundleOptions): string {
  const { forMs: waits, keepFiringForMs: holds } = ALERT_TIME_FIELDS;
  const { enabled, severity, pages } = ALERT_URGENCY_FIELDS;
  return [
    "# Every option of `tidaldb-exporter bundle --options FILE`. A file needs those only that are to be otherwise;",
    "# the times of alerts that it does not give follow thresholds.offline_after.",
    "",
    ...lines(TOP_FIELDS, options, ""),
    "",
    "# Limits that alerts compare with and panels draw.",
    "thresholds:",
    ...lines(THRESHOLD_FIELDS, options.thresholds, "  "),
    "",
    "# Stretches of time that expressions look at. Each should hold several scrapes.",
    "windows:",
    ...lines(WINDOW_FIELDS, options.windows, "  "),
    "",
    "# The objects of Kubernetes. An empty text means: not at all.",
    "kubernetes:",
    ...lines(KUBERNETES_FIELDS, options.kubernetes, "  "),
    "",
    `# ${waits.key}: ${waits.meaning} ${holds.key}: ${holds.meaning}`,
    "alert_times:",
    ...ALERT_NAMES.map((name) => {
      const { forMs, keepFiringForMs } = options.alertTimes[name];
      return `  ${name}: { ${pair(waits, forMs)}, ${pair(holds, keepFiringForMs)} }`;
    }),
    "",
    ...[enabled, severity, pages].map(({ key, meaning }) => `# ${key}: ${meaning}`),
    "alert_urgencies:",
    ...ALERT_NAMES.map((name) => {
      const urgency = options.alertUrgencies[name];
      const own = [
        pair(enabled, urgency.enabled),
        pair(severity, urgency.severity),
        pair(pages, urgency.pages),
      ];
      return `  ${name}: { ${own.join(", ")} }`;
    }),
    "",
  ].join("\n");
}

function lines(fields: OptionFields, values: object, indent: string): readonly string[] {
  const byName = values as Readonly<Record<string, never>>;
  return Object.entries(fields).flatMap(([name, { key, kind, meaning }]) => [
    `${indent}# ${meaning}`,
    `${indent}${key}: ${printYaml(kind.print(byName[name] as never))}`,
  ]);
}

function pair<T>({ key, kind }: OptionField<T>, value: T): string {
  return `${key}: ${printYaml(kind.print(value))}`;
}

/** JSON is YAML; what needs no quotes gets none. */
function printYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printYaml).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${printYaml(each)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" && PLAIN.test(value) ? value : JSON.stringify(value);
}
