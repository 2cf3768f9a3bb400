import { dashboardLink } from "../terms/dashboard-link";
import { incidentIntervalMs } from "../terms/incident-interval";
import { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import type { Alert, AlertGroup } from "./alert";
import { ALERT_ENTRY_GROUPS } from "./alert-entries";
import type { AlertName } from "./alert-entries";
import type { AlertEntry, AlertTimes, AlertUrgency } from "./alert-entry";
import { AlertTemplate } from "./alert-template";
import { incidentRecords } from "./incident-records";
import { recordingRules } from "./recording-rule";
import type { RecordingRule } from "./recording-rule";
import type { RuleOptions } from "./rule-options";

/** What a runbook that an exporter serves is filled in with. */
const RUNBOOK_LABELS = ["region", "peer", "shard"] as const;

/** A rule as a file of Prometheus writes it. */
export type Rule =
  | { readonly record: string; readonly expr: string }
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for?: string;
      readonly keep_firing_for?: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };

/** Rules that are evaluated one after the other. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}

/** Every alert of the bundle, by group. */
export function alertGroups(options: RuleOptions): readonly AlertGroup[] {
  return alertGroupsIn(new Promql(options), options);
}

/** The same, written by a writer of PromQL that its caller may look at afterwards. */
export function alertGroupsIn(
  promql: Promql,
  { alertTimes, alertUrgencies }: Pick<RuleOptions, "alertTimes" | "alertUrgencies">,
): readonly AlertGroup[] {
  return ALERT_ENTRY_GROUPS.map(({ name, alerts }) => ({
    name,
    alerts: alerts.map((entry) => alertOf(entry, promql, alertTimes[entry.name], alertUrgencies[entry.name])),
  }));
}

function alertOf(
  entry: AlertEntry<AlertName>,
  promql: Promql,
  times: AlertTimes,
  { severity, pages }: AlertUrgency,
): Alert {
  const { name, summary, dashboard } = entry;
  const template = new AlertTemplate(promql, ...entry.seriesLabels);
  const labels = Object.entries(entry.labels ?? {}).map(
    ([label, of]) => [label, template.label(of)] as const,
  );
  const variables = dashboard.variables === undefined ? {} : template.variables(...dashboard.variables);
  return {
    name,
    severity,
    signal: entry.signal(promql),
    labels: { ...Object.fromEntries(labels), ...(pages && severity !== "critical" && { page: "true" }) },
    summary,
    description: entry.description(template, promql.options, times),
    isOfIncidents: entry.incident !== undefined,
    annotations: Object.fromEntries(
      Object.entries(entry.annotations ?? {}).map(([annotation, text]) => [annotation, text(template)]),
    ),
    runbookQuery: template.query(...RUNBOOK_LABELS),
    dashboard: { name: dashboard.name, variables },
  };
}

/** Where the runbook of an alert is read. */
export function runbookUrl(options: RuleOptions, alert: Pick<Alert, "name">): string {
  return `${options.runbookBaseUrl}/${alert.name}.md`;
}

/** The groups of the rules file, also those of a `PrometheusRule`: recording rules first, then the alerts. */
export function ruleGroups(options: RuleOptions): readonly RuleGroup[] {
  const interval = promqlDuration(options.evaluationIntervalMs);
  const { alertUrgencies } = options;
  const alerts = alertGroups(options).map((group) => ({
    name: group.name,
    interval: group.alerts.some((alert) => alert.isOfIncidents)
      ? promqlDuration(incidentIntervalMs(options.evaluationIntervalMs))
      : interval,
    rules: [
      ...(group.alerts.some((alert) => alert.isOfIncidents) ? incidentRecords(options).map(recordRule) : []),
      // Other rules read what is recorded about incidents, whether the alert about them is there or not.
      ...group.alerts
        .filter((alert) => alertUrgencies[alert.name].enabled)
        .map((alert) => alertRule(options, alert)),
    ],
  }));
  const records = recordingRules(new Promql(options)).map(recordRule);
  return [{ name: "tidaldb.records", interval, rules: records }, ...alerts].filter(
    ({ rules }) => rules.length > 0,
  );
}

function recordRule({ name, signal }: RecordingRule): Rule {
  return { record: name, expr: signal.expr };
}

function alertRule(options: RuleOptions, alert: Alert): Rule {
  const { forMs, keepFiringForMs } = options.alertTimes[alert.name];
  const { name, variables } = alert.dashboard;
  return {
    alert: alert.name,
    expr: alert.signal.expr,
    ...(forMs > 0 && !alert.isOfIncidents ? { for: promqlDuration(forMs) } : {}),
    ...(keepFiringForMs > 0 ? { keep_firing_for: promqlDuration(keepFiringForMs) } : {}),
    labels: { severity: alert.severity, ...alert.labels, ...options.alertLabels },
    annotations: {
      ...alert.annotations,
      summary: alert.summary,
      description: alert.description,
      runbook_url: runbookUrl(options, alert) + (options.runbookLabels ? alert.runbookQuery : ""),
      dashboard_url: dashboardLink(options.dashboardBaseUrl, name, variables),
    },
  };
}
