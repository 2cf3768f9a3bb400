import { promqlDuration } from "../promql/promql-duration";
import { throughputCollapse } from "../signals/cluster";
import { involvedRegions } from "../signals/incident";
import {
  flappingRegions,
  mostlyOfflineClusters,
  unexplainedDegradedRegions,
  unexplainedOfflineRegions,
  unknownRegions,
} from "../signals/region";
import { durationText } from "../terms/amount-text";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import type { AlertTemplate } from "./alert-template";
import { percent, waits, within } from "./runbook-phrase";

const MINUTE_MS = 60_000;

/** What is wrong with a region as a whole. */
export const REGION_ALERTS = [
  {
    name: "TidaldbRegionOffline",
    severity: "critical",
    // Incidents page; this is for what they leave out, so that nothing is lost. The exporter has waited for offlineAfterMs
    // already, and what heals within a minute pages nobody.
    times: ({ outlastSilencedMs }) => alertTimes(MINUTE_MS, outlastSilencedMs),
    signal: unexplainedOfflineRegions,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "A region is Offline, and no incident says why.",
    description: (template, { thresholds }) => {
      const lastArrival = template.metric("tidaldb_shard_last_heartbeat_timestamp_seconds");
      const count = template.ifFound(replicaCount(template), " ({{ .Value }} in all)");
      const age = template.ifFound(
        `time() - max(${lastArrival})`,
        " The last one came {{ .Value | humanizeDuration }} ago.",
      );
      return (
        `Region ${template.label("region")}${template.ofCluster()} is Offline: none of its replicas${count} has sent a ` +
        `heartbeat for more than ${promqlDuration(thresholds.offlineAfterMs)}.${age}`
      );
    },
    dashboard: { name: "region", variables: ["region"] },
    runbook: [within("rateMs", "tidaldb_exporter_heartbeats_total")],
  },
  {
    name: "TidaldbRegionDegraded",
    severity: "warning",
    pages: true,
    times: ({ restartMs }) => alertTimes(2 * MINUTE_MS, restartMs),
    silencedBy: "TidaldbRegionOffline",
    signal: unexplainedDegradedRegions,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "A region is Degraded, and no incident says why.",
    description: (template, { thresholds: { offlineAfterMs, degradedLagMs } }) => {
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
      return `Region ${template.label("region")}${template.ofCluster()} is Degraded.${offline}${lag}`;
    },
    dashboard: { name: "region", variables: ["region"] },
    runbook: [
      waits((time) => `for more than ${time} one`),
      within("lagTrendMs", "deriv(tidaldb_replication_lag_seconds"),
    ],
  },
  {
    name: "TidaldbRegionUnknown",
    severity: "warning",
    times: ({ restartMs }) => alertTimes(5 * MINUTE_MS, restartMs),
    signal: unknownRegions,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "Nothing is known of a region.",
    description: (template, _, { forMs }) =>
      `Region ${template.label("region")}${template.ofCluster()} has been unknown to every exporter for ` +
      `${promqlDuration(forMs)} or longer: none has heard it since it started, nor waited long enough to call it Offline; or its only source gives no evidence.`,
    dashboard: { name: "region", variables: ["region"] },
    runbook: [waits((time) => `For ${time} no`)],
  },
  {
    name: "TidaldbRegionInvolved",
    // It tells nobody anything: it silences what else is said of a region, from before the page until well after it.
    severity: "info",
    times: ({ outlastSilencedMs }) => alertTimes(0, outlastSilencedMs),
    signal: involvedRegions,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "An incident is about a region, or it is Offline.",
    description: (template) =>
      `What is wrong with region ${template.label("region")}${template.ofCluster()} is known, or was a moment ago: lesser ` +
      "alerts about it are silenced.",
    dashboard: { name: "region", variables: ["region"] },
  },
  {
    name: "TidaldbRegionFlapping",
    severity: "warning",
    // The window of the count is the waiting; a new process starts to count anew.
    times: ({ restartOfSlopeMs }) => alertTimes(0, restartOfSlopeMs),
    signal: flappingRegions,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "A region goes back and forth between its states.",
    description: (template, { windows }) =>
      `Region ${template.label("region")}${template.ofCluster()} changed its state {{ $value | printf "%.0f" }} times ` +
      `in the last ${promqlDuration(windows.flappingMs)}.`,
    dashboard: { name: "region", variables: ["region"] },
    runbook: [
      ({ thresholds, windows }) =>
        `${thresholds.regionFlaps} times or more within ${durationText(windows.flappingMs)}`,
      within("flappingMs", 'to!="unknown"}'),
      within("flappingMs", "heartbeat_timestamp_seconds)"),
      within("flappingMs", "tidaldb_replication_lag_seconds"),
    ],
  },
  {
    name: "TidaldbTooFewHealthyRegions",
    // Quiet: what took the regions pages, and in a cluster of two regions one of them is half.
    severity: "warning",
    times: ({ restartMs }) => alertTimes(MINUTE_MS / 2, restartMs),
    signal: mostlyOfflineClusters,
    seriesLabels: [],
    summary: "Too few regions are left that are not Offline.",
    description: (template) =>
      `{{ $value | humanizePercentage }} of the regions${template.ofCluster()} are Offline.`,
    dashboard: { name: "overview", variables: [] },
    runbook: [
      ({ thresholds }) => `${percent(thresholds.offlineRegionShare)} of the cluster's regions or more`,
    ],
  },
  {
    name: "TidaldbThroughputCollapse",
    severity: "warning",
    times: ({ restartOfSlopeMs }) => alertTimes(5 * MINUTE_MS, restartOfSlopeMs),
    waiting: [
      {
        mustBe: "shorter",
        than: "throughputPastMs",
        part: {
          ms: ({ throughputPastMs, throughputMs }) => Math.floor(throughputPastMs / 2) - throughputMs,
          text: "half of windows.throughput_past less windows.throughput",
        },
        why: "a collapse is the median of throughput_past after half of it, and the alert can never fire",
      },
    ],
    silencedBy: "TidaldbRegionInvolved",
    signal: throughputCollapse,
    seriesLabels: ["region"],
    labels: { region: "region" },
    summary: "The throughput of a region is a fraction of what it was.",
    description: (template, { windows }) => {
      const now = template.ifFound(
        `max(${template.metric("tidaldb_region_signals_per_second")})`,
        ": {{ .Value | humanize }} signals per second at last",
      );
      return (
        `Region ${template.label("region")}${template.ofCluster()} applies {{ $value | humanizePercentage }} of what was ` +
        `usual in the last ${promqlDuration(windows.throughputPastMs)}${now}.`
      );
    },
    dashboard: { name: "region", variables: ["region"] },
    runbook: [
      waits((time) => `For ${time} the`),
      ({ thresholds }) => `less than ${percent(thresholds.throughputShare)} of`,
      ({ windows }) => `in the last ${durationText(windows.throughputPastMs)}`,
      ({ windows }) => `at this time ${ago(windows.throughputSeasonsAgoMs)} ago`,
      ({ windows }) => `the ${durationText(windows.throughputPastMs)} before`,
      within("rateMs", "rate(tidaldb_shard_signals_total"),
      within("rateMs", "deriv(tidaldb_shard_leader_seqno"),
    ],
  },
] as const satisfies readonly AlertEntry[];

function replicaCount(template: AlertTemplate, state?: "offline"): string {
  const replicas = template.metric("tidaldb_region_replicas", state === undefined ? {} : { state });
  return `sum(${template.max("state", replicas)})`;
}

function ago(timesMs: readonly number[]): string {
  return timesMs.length === 0 ? "at no time" : timesMs.map(durationText).join(" and ");
}
