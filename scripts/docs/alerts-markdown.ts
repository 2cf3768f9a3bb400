import type { BundleOptions } from "../../src/bundle/options/options";
import { Promql } from "../../src/bundle/promql/promql";
import { promqlDuration } from "../../src/bundle/promql/promql-duration";
import type { Alert } from "../../src/bundle/alerts/alert";
import { INCIDENT_ALERTS } from "../../src/bundle/alerts/incident-alerts";
import { incidentRecords } from "../../src/bundle/alerts/incident-records";
import { recordingRules } from "../../src/bundle/alerts/recording-rule";
import { alertGroups } from "../../src/bundle/alerts/rule-groups";
import { markdownTable } from "./markdown-table";

/** Where the runbooks lie, as seen from the document. */
const RUNBOOKS = "../alerts/runbooks";

/** The text of `docs/alerts.md`, made from the alerts. Laid out as prettier would, so that formatting keeps it. */
export function alertsMarkdown(options: BundleOptions): string {
  const alerts = alertGroups(options).flatMap((group) => group.alerts);
  return [
    "<!-- Generated from src/bundle by `npm run generate`. Changes made here are lost. -->",
    "# Alerts",
    introduction(options),
    overview(alerts),
    ...alerts.map((alert) => section(options, alert)),
    "## Recording rules",
    ...[...recordingRules(new Promql(options)), ...incidentRecords(options)].map(
      ({ name, signal }) => `\`${name}\`: ${signal.description}\n\n${fenced(signal.expr)}`,
    ),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

function introduction(options: BundleOptions): string {
  const { scopeLabels, evaluationIntervalMs, labelNames } = options;
  const region = labelNames["region"] ?? "region";
  return (
    "`alerts/tidaldb.rules.yml` holds these rules for Prometheus 2.42 or newer. They are evaluated every " +
    `${promqlDuration(evaluationIntervalMs)}. Critical alerts page; so does every alert with the label \`page="true"\`.\n\n` +
    "One missed scrape, or a restart of the exporter, neither fires nor resolves anything: that is what the waiting times " +
    "(`for`) and the holding times (`keep_firing_for`) are chosen for. An alert with a holding time therefore resolves that " +
    `much later.\n\n${incidents(options)}\n\n` +
    `Series are told apart by the target labels ${scopeLabels.map((label) => `\`${label}\``).join(", ")}; those that a ` +
    "Prometheus does not have cost nothing. Several replicas of the exporter count as one: a region or a shard that any " +
    "of them hears is not silent.\n\n" +
    "Alerts about shards and about followers need the series of these: where `metrics.detail` in the exporter's " +
    "configuration leaves them out, they never fire.\n\n" +
    "An alert's label `region` is the region in trouble. In alerts about replication that is the follower; the region " +
    "whose replicas report the lag is `leader_region`.\n\n" +
    `Where a target label is called \`${region}\` too, Prometheus renames the exporter's to \`exported_${region}\`. The ` +
    "rules are right in either case, and the label `region` of an alert is the exporter's. To have the exporter's " +
    "label under its own name everywhere, put it back in the scrape configuration:\n\n" +
    fenced(
      [
        "metric_relabel_configs:",
        `  - source_labels: [exported_${region}]`,
        "    regex: (.+)",
        `    target_label: ${region}`,
        `  - regex: exported_${region}`,
        "    action: labeldrop",
      ].join("\n"),
      "yaml",
    ) +
    "\n\nWith other thresholds, times, label names or addresses, `tidaldb-exporter bundle --out DIR` writes the rules anew."
  );
}

/** What is different about the alerts that follow incidents. */
function incidents({ alertTimes, thresholds, windows, evaluationIntervalMs }: BundleOptions): string {
  const names = INCIDENT_ALERTS.map(({ name }) => `\`${name}\``);
  const forMs = [...new Set(INCIDENT_ALERTS.map(({ name }) => alertTimes[name].forMs))];
  const hours = promqlDuration(windows.heardMs);
  return (
    `One cause is one page: ${names.join(", ")} follow the exporter's incidents, one alert for each subject, whatever its cause ` +
    "is or becomes. What else a cause does, such as lag in other regions or shards that are down, is a part of its page or a " +
    "quiet message. Other alerts about regions that page are for what no incident explains.\n\n" +
    `These alerts have no \`for\`. What \`alert_times\` calls so (${forMs.map(promqlDuration).join(", ")}) is the age of the ` +
    "incident on the clock of the exporter that found it, and stands in the recording rule that each of them reads: neither " +
    "a gap in the scrapes nor a restart of Prometheus makes it wait anew. They have no holding time: the exporter keeps an " +
    `incident for ${promqlDuration(thresholds.offlineAfterMs / 2)} after its evidence is gone, and the end is told as soon as it is scraped.\n\n` +
    "While no exporter of a cluster is scraped and settled, or one that was a moment ago is not " +
    `(${promqlDuration(thresholds.offlineAfterMs + 6 * evaluationIntervalMs)}), nobody can tell whether anything is over, and these pages stay as they ` +
    "are; that nobody can tell is a page of its own (`TidaldbExporterAbsent`, `TidaldbControlPlanesBlind`). Two things end " +
    `them all the same: ${hours} without any target, and Alertmanager, which resolves what Prometheus has not sent for some ` +
    "minutes. When Prometheus is down, its “resolved” means nothing; the dead man's switch that `Watchdog` feeds tells " +
    "of that."
  );
}

function overview(alerts: readonly Alert[]): string {
  const rows = alerts.map(({ name, severity, labels, summary }) => [
    `[${name}](#${name.toLowerCase()})`,
    labels["page"] === "true" ? `${severity}, pages` : severity,
    summary,
  ]);
  return markdownTable(["Alert", "Severity", "What it says"], rows);
}

function section(options: BundleOptions, alert: Alert): string {
  const { forMs, keepFiringForMs } = options.alertTimes[alert.name];
  const age = alert.isOfIncidents ? " of the incident's age" : "";
  const waits = forMs > 0 ? `after ${promqlDuration(forMs)}${age}` : "at once";
  const holds = keepFiringForMs > 0 ? `, and holds on for ${promqlDuration(keepFiringForMs)}` : "";
  return [
    `## ${alert.name}`,
    alert.summary,
    `Severity: ${alert.severity}. Fires ${waits}${holds}. ` +
      `Runbook: [${alert.name}](${RUNBOOKS}/${alert.name}.md).`,
    `Fires for each series of “${alert.signal.title}”. ${alert.signal.description}`,
    fenced(alert.signal.expr),
  ].join("\n\n");
}

function fenced(code: string, language = "promql"): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}
