import { promqlDuration } from "../promql/promql-duration";
import {
  certificatesAboutToExpire,
  certificatesToRenew,
  failedReloads,
  heartbeatOfAlerting,
  lostNatsHeartbeats,
  seriesOverBudget,
  slowRenders,
  stalledExporters,
  unkeptHeard,
  unreachableStores,
} from "../signals/exporter";
import { lostLogLines, lostRecording } from "../signals/losses";
import { durationText } from "../terms/amount-text";
import { alertTimes } from "./alert-entry";
import type { AlertEntry } from "./alert-entry";
import type { AlertTemplate } from "./alert-template";
import { waits, within } from "./runbook-phrase";

const MINUTE_MS = 60_000;

/** What is wrong with the exporter itself, or with the way from here to a person. */
export const EXPORTER_ALERTS = [
  {
    name: "TidaldbConfigReloadFailed",
    severity: "warning",
    times: () => alertTimes(5 * MINUTE_MS, 2 * MINUTE_MS),
    signal: failedReloads,
    seriesLabels: ["instance"],
    summary: "An exporter could not load its changed configuration.",
    description: (template) =>
      `${template.label("instance")}${template.ofCluster()} still runs with the configuration that it had before: a file ` +
      "of it, or a certificate that it names, is not valid. It will not start with that either.",
    dashboard: { name: "exporter", variables: [] },
  },
  {
    name: "TidaldbStoreUnreachable",
    severity: "warning",
    // A leader that was killed has a successor, and a server that is updated is back, in less.
    times: () => alertTimes(5 * MINUTE_MS, 2 * MINUTE_MS),
    signal: unreachableStores,
    seriesLabels: ["instance"],
    summary: "An exporter cannot keep changes of topology and tenants.",
    description: (template) =>
      `${template.label("instance")}${template.ofCluster()} cannot reach what keeps topology and tenants, NATS or its state ` +
      "file: it refuses changes, and does not learn of those that others make. What it knows goes on.",
    dashboard: { name: "exporter", variables: [] },
    runbook: [waits((time) => `For ${time} an`)],
  },
  {
    name: "TidaldbNatsHeartbeatsLost",
    severity: "warning",
    times: () => alertTimes(5 * MINUTE_MS, 2 * MINUTE_MS),
    signal: lostNatsHeartbeats,
    seriesLabels: ["instance"],
    summary: "An exporter misses heartbeats that go over NATS.",
    description: (template) =>
      `${template.label("instance")}${template.ofCluster()} has no connection to NATS, or drops messages that come faster than it ` +
      "reads. What its senders do not post to it as well, it takes for silent.",
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      waits((time) => `For ${time} an`),
      within("rateMs", "tidaldb_exporter_nats_messages_dropped_total"),
    ],
  },
  {
    name: "TidaldbLogLinesLost",
    severity: "warning",
    // One lost line is news enough: it may be the one that an investigation needs.
    times: ({ restartOfSlopeMs }) => alertTimes(0, restartOfSlopeMs),
    signal: lostLogLines,
    seriesLabels: ["instance"],
    summary: "An exporter cannot write its log.",
    description: (template, { windows }) =>
      `Lines of the log of ${template.label("instance")}${template.ofCluster()} were lost within the last ` +
      `${promqlDuration(windows.rateMs)}: what reads it is gone or stands still, or its disk is full. The ` +
      "exporter itself works.",
    dashboard: { name: "exporter", variables: [] },
  },
  {
    name: "TidaldbRecordingLost",
    severity: "warning",
    // A recording is for the moment in which much happens at once, which is when it is lost.
    times: ({ restartOfSlopeMs }) => alertTimes(0, restartOfSlopeMs),
    signal: lostRecording,
    seriesLabels: ["instance"],
    summary: "An exporter cannot record what arrives.",
    description: (template, { windows }) =>
      `Of what arrived at ${template.label("instance")}${template.ofCluster()} within the last ` +
      `${promqlDuration(windows.rateMs)} not all was recorded: the disk is full or too slow. The exporter itself works, but ` +
      "that time cannot be replayed.",
    dashboard: { name: "exporter", variables: [] },
  },
  {
    name: "TidaldbHeardNotKept",
    severity: "warning",
    times: ({ gapMs }) => alertTimes(5 * MINUTE_MS, gapMs),
    signal: unkeptHeard,
    seriesLabels: ["instance"],
    summary: "An exporter cannot keep what it hears.",
    description: (template) =>
      `${template.label("instance")}${template.ofCluster()} last wrote who was heard and when {{ $value | humanizeDuration }} ` +
      "ago. It works, but its next start would find what is dead anew, and call what is broken younger than it is.",
    dashboard: { name: "exporter", variables: [] },
    runbook: [waits((time) => `For ${time} it`)],
  },
  {
    name: "TidaldbCertificateAboutToExpire",
    severity: "critical",
    // It and the warning below turn false with the same renewal, and it silences the warning.
    times: ({ outlastSilencedMs }) => alertTimes(15 * MINUTE_MS, outlastSilencedMs),
    signal: certificatesAboutToExpire,
    seriesLabels: ["instance"],
    summary: "The certificate of an exporter is about to end.",
    description: endOfCertificate,
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      ({ thresholds }) => `ends in less than ${durationText(thresholds.certificateCriticalMs)}`,
      ({ thresholds }) => `since ${durationText(thresholds.certificateWarningMs)} before its end`,
    ],
  },
  {
    name: "TidaldbCertificateExpiresSoon",
    severity: "warning",
    times: ({ gapMs }) => alertTimes(15 * MINUTE_MS, gapMs),
    silencedBy: "TidaldbCertificateAboutToExpire",
    signal: certificatesToRenew,
    seriesLabels: ["instance"],
    summary: "The certificate of an exporter has to be renewed.",
    description: endOfCertificate,
    dashboard: { name: "exporter", variables: [] },
    runbook: [({ thresholds }) => `ends in less than ${durationText(thresholds.certificateWarningMs)}`],
  },
  {
    name: "TidaldbSeriesOverBudget",
    severity: "info",
    times: ({ restartMs }) => alertTimes(15 * MINUTE_MS, restartMs),
    signal: seriesOverBudget,
    seriesLabels: ["instance"],
    summary: "An exporter has more series than planned.",
    description: (template, { thresholds }) =>
      `${template.label("instance")}${template.ofCluster()} has {{ $value | humanize }} series, those included that its ` +
      `metrics.max_series leaves out of scrapes (budget ${thresholds.seriesBudget}).`,
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      waits((time) => `For ${time} each`),
      ({ thresholds }) => `more than ${thresholds.seriesBudget.toLocaleString("en")} series`,
    ],
  },
  {
    name: "TidaldbSlowRender",
    severity: "info",
    times: ({ restartMs }) => alertTimes(15 * MINUTE_MS, restartMs),
    signal: slowRenders,
    seriesLabels: ["instance"],
    summary: "An exporter takes long to render a scrape.",
    description: (template, { thresholds }) =>
      `${template.label("instance")}${template.ofCluster()} works {{ $value | humanizeDuration }} on a scrape (limit ` +
      `${promqlDuration(thresholds.renderMs)}).`,
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      waits((time) => `For ${time} the`),
      ({ thresholds }) => `more than ${durationText(thresholds.renderMs)} on each scrape`,
      within("rateMs", '_total{job="tidaldb-exporter"}'),
      within("rateMs", '_sum{job="tidaldb-exporter"}'),
    ],
  },
  {
    name: "TidaldbExporterStalled",
    severity: "info",
    times: ({ restartOfSlopeMs }) => alertTimes(0, restartOfSlopeMs),
    signal: stalledExporters,
    seriesLabels: ["instance"],
    summary: "The process of an exporter stands still at times.",
    description: (template, { thresholds, windows }) =>
      `${template.label("instance")}${template.ofCluster()} did not run for {{ $value | printf "%.0f" }}s of the last ` +
      `${promqlDuration(windows.stallMs)} (limit ${promqlDuration(thresholds.stallMs)}).`,
    dashboard: { name: "exporter", variables: [] },
    runbook: [
      ({ thresholds, windows }) =>
        `more than ${durationText(thresholds.stallMs)} of the last ${durationText(windows.stallMs)}`,
      ({ windows }) => `stall_seconds_total[${promqlDuration(windows.stallMs)}]`,
    ],
  },
  {
    name: "Watchdog",
    severity: "none",
    times: () => alertTimes(0, 0),
    signal: heartbeatOfAlerting,
    mayLackSeries: true,
    seriesLabels: [],
    summary: "Alerting works.",
    description: () =>
      "This alert always fires. Send it to something that raises an alarm when it stops coming: then Prometheus, " +
      "Alertmanager or the way out of it is broken.",
    dashboard: { name: "overview" },
  },
] as const satisfies readonly AlertEntry[];

function endOfCertificate(template: AlertTemplate): string {
  return (
    `The certificate that ${template.label("instance")}${template.ofCluster()} serves ends in ` +
    "{{ $value | humanizeDuration }}. From then on Prometheus cannot scrape it, and no shard can report to it."
  );
}
