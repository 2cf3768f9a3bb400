import type { BundleOptions } from "../../src/bundle/options/options";
import { Promql } from "../../src/bundle/promql/promql";
import { promqlDuration } from "../../src/bundle/promql/promql-duration";
import type { Alert } from "../../src/bundle/alerts/alert";
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

function introduction({ scopeLabels, evaluationIntervalMs, labelNames }: BundleOptions): string {
  const region = labelNames["region"] ?? "region";
  return (
    "`alerts/tidaldb.rules.yml` holds these rules for Prometheus 2.42 or newer. They are evaluated every " +
    `${promqlDuration(evaluationIntervalMs)}. Critical alerts page; so does every alert with the label \`page="true"\`.\n\n` +
    "One missed scrape, or a restart of the exporter, neither fires nor resolves anything: that is what the waiting times " +
    "(`for`) and the holding times (`keep_firing_for`) are chosen for. A page about a region that recovered therefore " +
    "resolves that much later.\n\n" +
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
  const waits = forMs > 0 ? `after ${promqlDuration(forMs)}` : "at once";
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
