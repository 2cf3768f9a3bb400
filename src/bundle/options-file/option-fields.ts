import type { z } from "zod";

import type { AlertTimes, AlertUrgency } from "../alerts/alert-entry";
import type { BundleOptions } from "../options/options";
import type { BundleThresholds, BundleWindows } from "../terms/base-options";
import type { KubernetesOptions } from "../terms/kubernetes-options";
import {
  AMOUNT,
  BASE_URL,
  DURATION,
  DURATIONS,
  LABEL_NAMES,
  LABELS,
  OBJECT_NAME,
  PART_COUNT,
  RENAMED_LABELS,
  SEVERITY,
  SHARE,
  SIZE,
  STRETCH,
  TEXT,
  TEXT_OR_NOTHING,
  YES_OR_NO,
} from "./option-kinds";
import type { OptionKind } from "./option-kinds";

/** One option as a file has it. */
export interface OptionField<T> {
  readonly key: string;
  readonly kind: OptionKind<T>;
  /** One line, for the file that lists all options. */
  readonly meaning: string;
}

/** Fields of any kind, by the names that their values have in the program. */
export type OptionFields = Readonly<
  Record<
    string,
    {
      readonly key: string;
      readonly kind: { readonly schema: z.ZodType; readonly print: (value: never) => unknown };
      readonly meaning: string;
    }
  >
>;

/** A field for each property: an option that is added to the bundle does not compile until it has one. */
type FieldsOf<T> = { readonly [K in keyof T]: OptionField<T[K]> };

function field<T>(key: string, kind: OptionKind<T>, meaning: string): OptionField<T> {
  return { key, kind, meaning };
}

/** What stands at the top of a file. */
export const TOP_FIELDS: FieldsOf<
  Omit<BundleOptions, "thresholds" | "windows" | "kubernetes" | "alertTimes" | "alertUrgencies">
> = {
  jobName: field("job_name", TEXT, "Value of the label job of the exporter's scrapes."),
  scopeLabels: field(
    "scope_labels",
    LABEL_NAMES,
    "Target labels that tell clusters apart. Those that a Prometheus does not have cost nothing.",
  ),
  labelNames: field(
    "label_names",
    RENAMED_LABELS,
    "Labels of the exporter that are called otherwise in this Prometheus, such as { region: tidaldb_region }.",
  ),
  collidingLabels: field(
    "colliding_labels",
    LABEL_NAMES,
    "Labels of the exporter that a target may have too: Prometheus renames them to exported_LABEL.",
  ),
  alertLabels: field("alert_labels", LABELS, "Added to every alert, such as { team: storage }."),
  runbookBaseUrl: field("runbook_base_url", BASE_URL, "Where the runbooks are read: ADDRESS/ALERT.md."),
  runbookLabels: field(
    "runbook_labels",
    YES_OR_NO,
    "Whether that address names the alert's region, peer and shard, with which an exporter fills in the runbooks that it serves.",
  ),
  dashboardBaseUrl: field("dashboard_base_url", BASE_URL, "Where Grafana is."),
  evaluationIntervalMs: field(
    "evaluation_interval",
    STRETCH,
    "Time between scrapes, and between evaluations of the rules.",
  ),
  scrapeParts: field(
    "scrape_parts",
    PART_COUNT,
    "In how many parts each exporter is scraped, where one scrape is larger than a scraper takes.",
  ),
};

/** The section `thresholds`. */
export const THRESHOLD_FIELDS: FieldsOf<BundleThresholds> = {
  offlineAfterMs: field("offline_after", STRETCH, "health.offline_after of the exporter."),
  degradedLagMs: field("degraded_lag", STRETCH, "health.degraded_lag of the exporter."),
  offlineRegionShare: field("offline_region_share", SHARE, "Share of the regions that may be Offline."),
  regionFlaps: field("region_flaps", AMOUNT, "Changes of a region's state within windows.flapping."),
  clockSkewMs: field("clock_skew", STRETCH, "Distance of a shard's clock from the exporter's."),
  throughputShare: field(
    "throughput_share",
    SHARE,
    "Share of its own past below which throughput collapsed.",
  ),
  idleSignalsPerSecond: field("idle_signals_per_second", AMOUNT, "A region with no more than this is idle."),
  walFloorBytes: field("wal_floor", SIZE, "A WAL directory that is no larger never alerts."),
  walGrowthFactor: field(
    "wal_growth_factor",
    AMOUNT,
    "Times its size windows.wal_past ago that it may have.",
  ),
  rejectedPerMinute: field("rejected_per_minute", AMOUNT, "Heartbeats per minute that may be rejected."),
  certificateWarningMs: field(
    "certificate_warning",
    STRETCH,
    "Time before the end of a certificate that somebody should see to it; less than it is used for.",
  ),
  certificateCriticalMs: field(
    "certificate_critical",
    STRETCH,
    "Time before the end of a certificate that somebody is woken.",
  ),
  restarts: field("restarts", AMOUNT, "Starts of an exporter within windows.restarts."),
  seriesBudget: field("series_budget", AMOUNT, "Series that one exporter may serve."),
  renderMs: field("render", STRETCH, "Time that the rendering of a scrape may take."),
  stallMs: field("stall", STRETCH, "Time within windows.stall that the exporter may stand still."),
  availabilityObjective: field(
    "availability_objective",
    SHARE,
    "Share of the time that each region has to be Healthy or Degraded.",
  ),
  freshnessObjective: field(
    "freshness_objective",
    SHARE,
    "Share of the time that followers have to be within degraded_lag.",
  ),
};

/** The section `windows`. */
export const WINDOW_FIELDS: FieldsOf<BundleWindows> = {
  rateMs: field("rate", STRETCH, "For rates of counters."),
  lagTrendMs: field("lag_trend", STRETCH, "For whether a lag is shrinking."),
  catchUpMs: field("catch_up", STRETCH, "Time within which a lag that shrinks must be back below its limit."),
  stalledMs: field("stalled", STRETCH, "For whether a follower moves at all."),
  flappingMs: field("flapping", STRETCH, "For changes of a region's state."),
  heardMs: field("heard", STRETCH, "For how long a replica counts as one that has been heard."),
  throughputMs: field("throughput", STRETCH, "For throughput now."),
  throughputPastMs: field("throughput_past", STRETCH, "For throughput before now."),
  throughputSeasonsAgoMs: field(
    "throughput_seasons_ago",
    DURATIONS,
    "What was as low then, around the same time, is no collapse now.",
  ),
  throughputSeasonMs: field("throughput_season", STRETCH, "How much time around then counts."),
  walPastMs: field("wal_past", STRETCH, "For the size of a WAL directory before now."),
  walTrendMs: field("wal_trend", STRETCH, "For whether it still grows."),
  stallMs: field("stall", STRETCH, "For the exporter's own stalls."),
  restartsMs: field("restarts", STRETCH, "For starts of an exporter."),
};

/** The section `kubernetes`. */
export const KUBERNETES_FIELDS: FieldsOf<KubernetesOptions> = {
  namespace: field(
    "namespace",
    OBJECT_NAME,
    "Where the exporter runs: label of the alerts that no series gives one, by which the operator routes.",
  ),
  tlsSecret: field(
    "tls_secret",
    OBJECT_NAME,
    "Secret of the type kubernetes.io/tls: the exporter serves HTTPS with it, and is probed and scraped so.",
  ),
  tlsServerName: field(
    "tls_server_name",
    OBJECT_NAME,
    "The name in that certificate, which Prometheus checks.",
  ),
  priorityClassName: field("priority_class_name", OBJECT_NAME, "Of the exporter's pods."),
  dashboardFolder: field(
    "dashboard_folder",
    TEXT_OR_NOTHING,
    "Folder of Grafana for the dashboards; its sidecar has to be told of the annotation grafana_folder.",
  ),
  networkPolicy: field(
    "network_policy",
    YES_OR_NO,
    "Whether the exporter can be reached from within the Kubernetes cluster only.",
  ),
};

/** The times of one alert, in the section `alert_times`. */
export const ALERT_TIME_FIELDS: FieldsOf<AlertTimes> = {
  forMs: field("for", DURATION, "How long it waits before it fires."),
  keepFiringForMs: field("keep_firing_for", DURATION, "How long it goes on when nothing is wrong any more."),
};

/** Who is told of one alert, in the section `alert_urgencies`. */
export const ALERT_URGENCY_FIELDS: FieldsOf<AlertUrgency> = {
  enabled: field("enabled", YES_OR_NO, "Whether the rules have it at all."),
  severity: field(
    "severity",
    SEVERITY,
    "critical pages, warning waits for working hours, info is to be read.",
  ),
  pages: field("page", YES_OR_NO, "Whether it wakes somebody."),
};
