import { CATALOGUE } from "../../src/metrics/catalogue/catalogue";
import type { FamilyHeader } from "../../src/metrics/formats/family";
import type { Metric } from "../../src/metrics/terms/metric";
import { METRIC_GROUPS } from "../../src/metrics/terms/metric-group";
import type { MetricGroup } from "../../src/metrics/terms/metric-group";
import { SELF_METRIC_CATALOGUE } from "../../src/metrics/process/self-metric-catalogue";
import { seriesFootprint } from "../../src/metrics/catalogue/series-footprint";
import { markdownTable } from "./markdown-table";

const GROUP_TEXTS: Readonly<Record<MetricGroup, string>> = {
  cluster: "The cluster as a whole, one series each.",
  region:
    "Each region by its name. A region that is known only as a follower has its info, its inbound lag and the seconds of its followers.",
  shard:
    "Each replica, that is, each copy of a shard in a region. A replica that fell silent keeps its last values beside " +
    "`tidaldb_shard_up` 0; one that has never been heard has nothing but that 0.",
  follower:
    "Each follower of each replica, as the replica reports it; the label `follower` is the name of a region. What an " +
    "Offline replica said last about its followers is not served: it is no longer true of them.",
  exporter: "The exporter's own work.",
};

/** The text of `docs/metrics.md`, made from the catalogue. Laid out as prettier would, so that formatting keeps it. */
export function catalogueMarkdown(): string {
  return [
    "<!-- Generated from src/metrics by `npm run generate`. Changes made here are lost. -->",
    "# Metrics",
    introduction(),
    seriesNumbers(),
    ...METRIC_GROUPS.flatMap((group) => [
      `## ${group}`,
      GROUP_TEXTS[group],
      metricTable(CATALOGUE.filter((metric) => metric.group === group)),
    ]),
    "### The process",
    "What prom-client measures of the exporter's process; these belong to the group `exporter` too. Some exist on Linux " +
      "only. prom-client's gauges whose names end in `_total` are left out: that ending is for counters.",
    selfMetricTable(SELF_METRIC_CATALOGUE),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

function introduction(): string {
  return (
    "`GET /metrics` serves Prometheus' text format 0.0.4 or OpenMetrics 1.0.0, whichever the `Accept` header prefers. In " +
    "OpenMetrics the family of a counter is called without `_total`; its samples have the same names in both formats. " +
    "Each scrape is made from one snapshot, and the series of a replica that left are gone from the next one.\n\n" +
    "A scrape can ask for a part, `part=3/8`, where all of it is more than a scraper takes: [large scrapes](large-scrapes.md). " +
    `It can ask for groups, such as \`collect[]=cluster&collect[]=region\`; the groups are ${METRIC_GROUPS.map((group) => `\`${group}\``).join(", ")}. ` +
    "`metrics.detail` in the configuration switches detail off for all scrapes: `shard` leaves out the group follower, " +
    "`region` also the group shard.\n\n" +
    "A stable metric changes its name or meaning only with a major version; an experimental one may change earlier."
  );
}

function seriesNumbers(): string {
  const { perCluster, perRegion, perReplica, perFollower } = seriesFootprint(CATALOGUE);
  return (
    `There are up to ${perReplica} series for each replica, ${perFollower} for each follower of a replica, ` +
    `${perRegion} for each region, and ${perCluster} for the cluster and the exporter, beside those of the process.`
  );
}

function metricTable(metrics: readonly Metric[]): string {
  return markdownTable(
    ["Metric", "Type", "Unit", "Labels", "Stability", "Meaning"],
    metrics.map((metric) => [...headerCells(metric, metric.labelValues), metric.stability, metric.help]),
  );
}

function selfMetricTable(headers: readonly FamilyHeader[]): string {
  return markdownTable(
    ["Metric", "Type", "Unit", "Labels", "Meaning"],
    headers.map((header) => [...headerCells(header), header.help]),
  );
}

function headerCells(
  { name, type, unit, labels }: FamilyHeader,
  labelValues: Readonly<Record<string, readonly string[]>> = {},
): string[] {
  const labelTexts = labels.map((label) => {
    const values = labelValues[label];
    return values ? `\`${label}\` (${values.join(", ")})` : `\`${label}\``;
  });
  return [`\`${name}\``, type, unit ?? "", labelTexts.join(", ")];
}
