import { ALERT_NAMES } from "../../../src/bundle/alerts/alert-entries";
import { incidentRecords } from "../../../src/bundle/alerts/incident-records";
import { recordingRules } from "../../../src/bundle/alerts/recording-rule";
import { ruleGroups } from "../../../src/bundle/alerts/rule-groups";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import { Promql } from "../../../src/bundle/promql/promql";
import { CATALOGUE } from "../../../src/metrics/catalogue/catalogue";
import { SELF_METRIC_CATALOGUE } from "../../../src/metrics/process/self-metric-catalogue";
import { readPromql } from "./promql-reading";

/** A name that an expression may use. */
export interface KnownSeries {
  /** What the numbers are. `recorded` may be anything that a recording rule computes. */
  readonly type: "gauge" | "counter" | "recorded";
  readonly labels: readonly string[];
  readonly labelValues: Readonly<Record<string, readonly string[]>>;
}

/** Labels that Prometheus adds to every series that it scrapes, and the name that it gives to a label in their way. */
export const TARGET_LABELS: readonly string[] = [
  ...new Set([...DEFAULT_BUNDLE_OPTIONS.scopeLabels, "job", "instance"]),
  ...DEFAULT_BUNDLE_OPTIONS.collidingLabels.map((label) => `exported_${label}`),
];

const JOB = { job: [DEFAULT_BUNDLE_OPTIONS.jobName] };

function catalogueSeries(): [string, KnownSeries][] {
  return CATALOGUE.flatMap(({ name, type, labels, labelValues }): [string, KnownSeries][] =>
    type === "histogram"
      ? histogramSeries(name, labels)
      : [[name, { type, labels, labelValues: { ...JOB, ...labelValues } }]],
  );
}

function histogramSeries(name: string, labels: readonly string[]): [string, KnownSeries][] {
  const part: KnownSeries = { type: "counter", labels, labelValues: JOB };
  return [
    [`${name}_bucket`, { ...part, labels: [...labels, "le"] }],
    [`${name}_sum`, part],
    [`${name}_count`, part],
  ];
}

function processSeries(): [string, KnownSeries][] {
  return SELF_METRIC_CATALOGUE.flatMap(({ name, type, labels }): [string, KnownSeries][] => {
    if (type !== "histogram") return [[name, { type, labels, labelValues: JOB }]];
    return histogramSeries(name, labels);
  });
}

/** What Prometheus itself adds: https://prometheus.io/docs/concepts/jobs_instances/ lists them. */
function prometheusSeries(): [string, KnownSeries][] {
  const scraped = ["up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_series_added"];
  const alertLabels = ruleGroups(DEFAULT_BUNDLE_OPTIONS).flatMap(({ rules }) =>
    rules.flatMap((rule) =>
      "alert" in rule ? [...Object.keys(rule.labels), ...resultLabels(rule.expr)] : [],
    ),
  );
  const alerts: KnownSeries = {
    type: "gauge",
    labels: ["alertname", "alertstate", ...new Set(alertLabels)],
    labelValues: { alertname: ALERT_NAMES, alertstate: ["pending", "firing"] },
  };
  return [
    // A target that is a part of an exporter says which.
    ...scraped.map((name): [string, KnownSeries] => [
      name,
      { type: "gauge", labels: ["part"], labelValues: JOB },
    ]),
    ["ALERTS", alerts],
    ["ALERTS_FOR_STATE", { ...alerts, labels: alerts.labels.filter((label) => label !== "alertstate") }],
  ];
}

function recordedSeries(): [string, KnownSeries][] {
  const records = [
    ...recordingRules(new Promql(DEFAULT_BUNDLE_OPTIONS)),
    ...incidentRecords(DEFAULT_BUNDLE_OPTIONS),
  ];
  return records.map(({ name, signal }) => [
    name,
    { type: "recorded", labels: resultLabels(signal.expr), labelValues: {} },
  ]);
}

/** The labels that an expression groups by or makes: what its result has, at most. */
function resultLabels(expr: string): string[] {
  const { groupings, madeLabels } = readPromql(expr);
  return [...groupings.flatMap(({ labels }) => [...labels]), ...madeLabels];
}

/** Every name that an expression of this project may use, from the catalogue itself and not from what writes expressions. */
export function knownSeries(): ReadonlyMap<string, KnownSeries> {
  return new Map([...catalogueSeries(), ...processSeries(), ...prometheusSeries(), ...recordedSeries()]);
}
