import type { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import { throughputCollapse } from "../signals/cluster";
import { degradedRegions, flappingRegions, mostlyOfflineClusters, offlineRegions } from "../signals/region";
import type { Alert, AlertGroup } from "./alert";
import { AlertTemplate } from "./alert-template";

/** What is wrong with a region as a whole. */
export function regionAlerts(promql: Promql): AlertGroup {
  return {
    name: "tidaldb.regions",
    alerts: [
      regionOffline(promql),
      regionDegraded(promql),
      regionFlapping(promql),
      tooFewHealthyRegions(promql),
      collapsedThroughput(promql),
    ],
  };
}

function replicaCount(template: AlertTemplate, state?: "offline"): string {
  const replicas = template.metric("tidaldb_region_replicas", state === undefined ? {} : { state });
  return `sum(${template.max("state", replicas)})`;
}

function regionOffline(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region");
  const limit = promqlDuration(promql.options.thresholds.offlineAfterMs);
  const lastArrival = template.metric("tidaldb_shard_last_heartbeat_timestamp_seconds");
  const count = template.ifFound(replicaCount(template), " ({{ .Value }} in all)");
  const age = template.ifFound(
    `time() - max(${lastArrival})`,
    " The last one came {{ .Value | humanizeDuration }} ago.",
  );
  return {
    name: "TidaldbRegionOffline",
    severity: "critical",
    signal: offlineRegions(promql),
    labels: { region: template.label("region") },
    summary: "A region is Offline: none of its shards is heard.",
    description:
      `Region ${template.label("region")}${template.ofCluster()} is Offline: none of its replicas${count} has sent a ` +
      `heartbeat for more than ${limit}.${age}`,
    dashboard: { name: "region", variables: template.variables("region") },
  };
}

function regionDegraded(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region");
  const { offlineAfterMs, degradedLagMs } = promql.options.thresholds;
  const total = template.ifFound(replicaCount(template), " of {{ .Value }}");
  const offline = template.ifFound(
    `${replicaCount(template, "offline")} > 0`,
    ` Offline replicas: {{ .Value }}${total}, silent for more than ${promqlDuration(offlineAfterMs)}.`,
  );
  const lags = template.metric("tidaldb_replication_lag_seconds");
  const lag = template.ifFound(
    `topk(1, ${template.max("follower", lags)} > ${degradedLagMs / 1000})`,
    ` Worst follower: ${template.foundLabel("follower")}, {{ .Value | humanizeDuration }} behind (limit ${promqlDuration(degradedLagMs)}).`,
  );
  return {
    name: "TidaldbRegionDegraded",
    severity: "warning",
    signal: degradedRegions(promql),
    labels: { region: template.label("region"), page: "true" },
    summary: "A region is Degraded: a shard of it is silent, or a follower of it lags.",
    description: `Region ${template.label("region")}${template.ofCluster()} is Degraded.${offline}${lag}`,
    dashboard: { name: "region", variables: template.variables("region") },
  };
}

function regionFlapping(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region");
  const { windows } = promql.options;
  return {
    name: "TidaldbRegionFlapping",
    severity: "warning",
    signal: flappingRegions(promql),
    labels: { region: template.label("region") },
    summary: "A region goes back and forth between its states.",
    description:
      `Region ${template.label("region")}${template.ofCluster()} changed its state {{ $value | printf "%.0f" }} times ` +
      `in the last ${promqlDuration(windows.flappingMs)}.`,
    dashboard: { name: "region", variables: template.variables("region") },
  };
}

function tooFewHealthyRegions(promql: Promql): Alert {
  const template = new AlertTemplate(promql);
  return {
    name: "TidaldbTooFewHealthyRegions",
    severity: "critical",
    signal: mostlyOfflineClusters(promql),
    summary: "Too few regions are left that are not Offline.",
    description: `{{ $value | humanizePercentage }} of the regions${template.ofCluster()} are Offline.`,
    dashboard: { name: "overview", variables: template.variables() },
  };
}

function collapsedThroughput(promql: Promql): Alert {
  const template = new AlertTemplate(promql, "region");
  const { throughputPastMs } = promql.options.windows;
  const now = template.ifFound(
    `max(${template.metric("tidaldb_region_signals_per_second")})`,
    ": {{ .Value | humanize }} signals per second at last",
  );
  return {
    name: "TidaldbThroughputCollapse",
    severity: "warning",
    signal: throughputCollapse(promql),
    labels: { region: template.label("region") },
    summary: "The throughput of a region is a fraction of what it was.",
    description:
      `Region ${template.label("region")}${template.ofCluster()} applies {{ $value | humanizePercentage }} of what was ` +
      `usual in the last ${promqlDuration(throughputPastMs)}${now}.`,
    dashboard: { name: "region", variables: template.variables("region") },
  };
}
