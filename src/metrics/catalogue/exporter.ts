import { nsToSeconds } from "../../domain/terms/units";
import type { HeartbeatResult } from "../../domain/terms/cluster-snapshot";
import type { ExporterStatus } from "../terms/exporter-status";
import { LIMIT_NAMES } from "../../limits/limits";
import type { ClusterTotalsMetric, TotalsMetric } from "../terms/metric";
import { SHEDDABLE_GROUPS } from "../terms/series-budget";
import { HEARTBEAT_RESULT_LABELS } from "./state-labels";

const HEARTBEAT_RESULTS = Object.entries(HEARTBEAT_RESULT_LABELS) as [HeartbeatResult, string][];

/** A gauge with one series, or none while there is no value for it. */
function exporterGauge(
  metric: Pick<TotalsMetric, "name" | "help" | "unit" | "stability">,
  read: (exporter: ExporterStatus) => number | undefined,
): TotalsMetric {
  return {
    ...metric,
    type: "gauge",
    labels: [],
    group: "exporter",
    samples({ exporter }) {
      const value = read(exporter);
      return value === undefined ? [] : [{ labels: [], value }];
    },
  };
}

/** What the control plane knows of its own work; it has these wherever it is embedded. */
export const CONTROL_PLANE_METRICS: readonly ClusterTotalsMetric[] = [
  {
    name: "tidaldb_exporter_heartbeats_total",
    type: "counter",
    help: "Heartbeats that came in, by what became of them",
    labels: ["result"],
    labelValues: { result: Object.values(HEARTBEAT_RESULT_LABELS) },
    stability: "stable",
    group: "exporter",
    samples: ({ cluster }) =>
      HEARTBEAT_RESULTS.map(([result, label]) => ({ labels: [label], value: cluster.heartbeats[result] })),
  },
  {
    name: "tidaldb_exporter_stall_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "Time that the process of the control plane itself stood still, its own work left aside; more than 10 s in a row does not count as silence of the shards",
    labels: [],
    stability: "experimental",
    group: "exporter",
    samples: ({ cluster }) => [{ labels: [], value: cluster.stallSeconds }],
  },
  {
    name: "tidaldb_exporter_settled",
    type: "gauge",
    help: "1 once everybody had the time to be heard since the exporter started; until then no incident proves nothing",
    labels: [],
    stability: "experimental",
    group: "exporter",
    samples: ({ cluster }) => [{ labels: [], value: cluster.isSettled ? 1 : 0 }],
  },
  {
    name: "tidaldb_exporter_time_seconds",
    type: "gauge",
    unit: "seconds",
    help: "The clock of the exporter at this scrape, in seconds since the epoch; other timestamps of it compare with this one",
    labels: [],
    stability: "experimental",
    group: "exporter",
    samples: ({ cluster }) => [{ labels: [], value: nsToSeconds(cluster.takenAtNs) }],
  },
];

/** What only the exporter as a program has: its build, its configuration, its last render. */
export const PROGRAM_METRICS: readonly TotalsMetric[] = [
  {
    name: "tidaldb_exporter_build_info",
    type: "gauge",
    help: "Always 1; the labels carry the version, the commit and the version of Node",
    labels: ["version", "revision", "node_version"],
    stability: "stable",
    group: "exporter",
    samples: ({ exporter }) => [
      { labels: [exporter.version, exporter.revision, exporter.nodeVersion], value: 1 },
    ],
  },
  exporterGauge(
    {
      name: "tidaldb_exporter_config_last_reload_successful",
      help: "1 when the last attempt to load the configuration succeeded, else 0",
      stability: "stable",
    },
    (exporter) => (exporter.configReloadSuccessful ? 1 : 0),
  ),
  exporterGauge(
    {
      name: "tidaldb_exporter_config_last_reload_success_timestamp_seconds",
      unit: "seconds",
      help: "When a configuration was last loaded with success, in seconds since the epoch",
      stability: "stable",
    },
    ({ configReloadSuccessAtNs: atNs }) => (atNs === undefined ? undefined : nsToSeconds(atNs)),
  ),
  {
    name: "tidaldb_exporter_config_reloads_total",
    type: "counter",
    help: "Attempts to load the configuration anew since the exporter started, by whether they succeeded",
    labels: ["result"],
    labelValues: { result: ["succeeded", "failed"] },
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { configReloads } }) =>
      configReloads === undefined
        ? []
        : [
            { labels: ["succeeded"], value: configReloads.succeeded },
            { labels: ["failed"], value: configReloads.failed },
          ],
  },
  exporterGauge(
    {
      name: "tidaldb_exporter_web_config_last_reload_successful",
      help: "1 when the web configuration and its certificates are in force as their files are, 0 when they have problems",
      stability: "stable",
    },
    ({ webConfigReloadSuccessful: ok }) => (ok === undefined ? undefined : Number(ok)),
  ),
  exporterGauge(
    {
      name: "tidaldb_exporter_certificate_expiry_timestamp_seconds",
      unit: "seconds",
      help: "When the first certificate of the chain that is served ends, in seconds since the epoch; only with TLS",
      stability: "stable",
    },
    ({ certificateExpiresAtMs: atMs }) => (atMs === undefined ? undefined : atMs / 1000),
  ),
  exporterGauge(
    {
      name: "tidaldb_exporter_heard_kept_timestamp_seconds",
      unit: "seconds",
      help: "When the exporter last kept for its next start who was heard and when, in seconds since the epoch; at first its own start. Only with a state file",
      stability: "experimental",
    },
    ({ heardKeptAtNs: atNs }) => (atNs === undefined ? undefined : nsToSeconds(atNs)),
  ),
  exporterGauge(
    {
      name: "tidaldb_exporter_events_unkept",
      help: "Events of the history that could not be written beside the state and are in memory only; 0 as long as all can. Only with a state file",
      stability: "experimental",
    },
    ({ eventsUnkept }) => eventsUnkept,
  ),
  {
    name: "tidaldb_exporter_limit_refusals_total",
    type: "counter",
    help: "Connections, requests, heartbeats and tenants that were refused because of a limit, by that limit",
    labels: ["limit"],
    labelValues: { limit: LIMIT_NAMES },
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter }) =>
      LIMIT_NAMES.map((limit) => ({ labels: [limit], value: exporter.refusals[limit] })),
  },
  {
    name: "tidaldb_exporter_log_lines_lost_total",
    type: "counter",
    help: "Lines of the log that could not be written: its reader is gone or stands still, or its disk is full",
    labels: [],
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { logLinesLost } }) =>
      logLinesLost === undefined ? [] : [{ labels: [], value: logLinesLost }],
  },
  {
    name: "tidaldb_exporter_recording_lost_total",
    type: "counter",
    help: "Heartbeats, looks and changes that could not be recorded: the disk is full or too slow. Only where a recording is made",
    labels: [],
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { recordingLost } }) =>
      recordingLost === undefined ? [] : [{ labels: [], value: recordingLost }],
  },
  exporterGauge(
    {
      name: "tidaldb_exporter_store_reachable",
      help: "1 while changes of topology and tenants can be kept, 0 while the state file or NATS cannot be reached; none where the configuration declares them",
      stability: "experimental",
    },
    ({ storeReachable }) => (storeReachable === undefined ? undefined : Number(storeReachable)),
  ),
  exporterGauge(
    {
      name: "tidaldb_exporter_nats_connected",
      help: "1 while heartbeats can be exchanged over NATS, else 0; only with nats.heartbeats",
      stability: "experimental",
    },
    ({ nats }) => (nats === undefined ? undefined : Number(nats.isConnected)),
  ),
  {
    name: "tidaldb_exporter_nats_heartbeats_total",
    type: "counter",
    help: "Heartbeats that came over NATS, by what became of them; stale ones, which mostly came another way before, are counted here only",
    labels: ["result"],
    labelValues: { result: Object.values(HEARTBEAT_RESULT_LABELS) },
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { nats } }) =>
      nats === undefined
        ? []
        : HEARTBEAT_RESULTS.map(([result, label]) => ({ labels: [label], value: nats.taken[result] })),
  },
  {
    name: "tidaldb_exporter_nats_heartbeats_passed_on_total",
    type: "counter",
    help: "Heartbeats that came over HTTP and were to be passed on over NATS: sent, or lost because there was no connection or it was too slow",
    labels: ["result"],
    labelValues: { result: ["sent", "lost"] },
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { nats } }) =>
      nats === undefined
        ? []
        : [
            { labels: ["sent"], value: nats.passedOn },
            { labels: ["lost"], value: nats.lost },
          ],
  },
  {
    name: "tidaldb_exporter_nats_messages_dropped_total",
    type: "counter",
    help: "Messages with heartbeats that came over NATS faster than they could be read, and were dropped",
    labels: [],
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { nats } }) => (nats === undefined ? [] : [{ labels: [], value: nats.dropped }]),
  },
  exporterGauge(
    {
      name: "tidaldb_exporter_render_duration_seconds",
      unit: "seconds",
      help: "Work that the last finished scrape took to render, without the time that its receiver took; of one in parts, all parts together",
      stability: "experimental",
    },
    (exporter) => exporter.lastRenderSeconds,
  ),
  exporterGauge(
    {
      name: "tidaldb_exporter_series",
      help: "Series in the last finished scrape; of one in parts, in all parts together",
      stability: "experimental",
    },
    (exporter) => exporter.lastSeries,
  ),
  {
    name: "tidaldb_exporter_series_shed",
    type: "gauge",
    help: "Series that metrics.max_series leaves out of every scrape, by group; only with such a budget",
    labels: ["group"],
    labelValues: { group: SHEDDABLE_GROUPS },
    stability: "experimental",
    group: "exporter",
    samples: ({ exporter: { seriesShed } }) =>
      seriesShed === undefined
        ? []
        : SHEDDABLE_GROUPS.map((group) => ({ labels: [group], value: seriesShed[group] })),
  },
];
