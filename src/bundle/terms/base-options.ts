import type { KubernetesOptions } from "./kubernetes-options";

/** Limits that alerts compare with and panels draw. The first two are the exporter's own settings, named as there. */
export interface BundleThresholds {
  /** Silence after which the exporter calls a replica Offline. */
  readonly offlineAfterMs: number;
  /** Lag over which the exporter calls a replica Degraded. */
  readonly degradedLagMs: number;
  /** Share of the regions, 0 to 1, that may not be Offline at the same time. */
  readonly offlineRegionShare: number;
  /** Changes of one region's state within `windows.flappingMs`. */
  readonly regionFlaps: number;
  /** Distance of a shard's clock from the exporter's, either way. Several times what a heartbeat is under way. */
  readonly clockSkewMs: number;
  /** Share of its own past, 0 to 1, below which a region's throughput has collapsed. */
  readonly throughputShare: number;
  /** A region that used to apply no more than this many signals per second is idle, and cannot collapse. */
  readonly idleSignalsPerSecond: number;
  /** A WAL directory that is no larger than this never alerts, however fast it grew. */
  readonly walFloorBytes: number;
  /** How many times its size one `windows.walPastMs` ago a WAL directory may have. */
  readonly walGrowthFactor: number;
  /** Heartbeats per minute that may be rejected, over the whole cluster. */
  readonly rejectedPerMinute: number;
  /** Time before the end of a certificate from which on its renewal is due. */
  readonly certificateWarningMs: number;
  /** Time before the end of a certificate from which on it pages. */
  readonly certificateCriticalMs: number;
  /** Starts of an exporter within `windows.restartsMs`. */
  readonly restarts: number;
  readonly seriesBudget: number;
  readonly renderMs: number;
  /** Time within `windows.stallMs` that the exporter may stand still. */
  readonly stallMs: number;
  /** Share of the time, 0 to 1, that each region has to be Healthy or Degraded. */
  readonly availabilityObjective: number;
  /** Share of the time, 0 to 1, that followers have to be within `degradedLagMs`. */
  readonly freshnessObjective: number;
}

/** Stretches of time that expressions look back or ahead, in milliseconds. Each should hold several scrapes. */
export interface BundleWindows {
  /** For rates of counters. */
  readonly rateMs: number;
  /** For whether a lag is shrinking. */
  readonly lagTrendMs: number;
  /** Time within which a lag that shrinks as it does now must be back below its limit. */
  readonly catchUpMs: number;
  /** For whether a follower moves at all. */
  readonly stalledMs: number;
  readonly flappingMs: number;
  /** For how long a replica counts as one that has been heard, beyond a restart of the exporter. */
  readonly heardMs: number;
  /** For throughput now, in its comparison with the past. */
  readonly throughputMs: number;
  /** For throughput before now. Its median counts, so that a collapse is seen for half of this time. */
  readonly throughputPastMs: number;
  /** How long ago the same time of day or week was: throughput that was as low then is no collapse now. */
  readonly throughputSeasonsAgoMs: readonly number[];
  /** How much time around then counts. */
  readonly throughputSeasonMs: number;
  readonly walPastMs: number;
  /** For whether it still grows. Shorter than the alert waits, so that one leap does not set it off. */
  readonly walTrendMs: number;
  readonly stallMs: number;
  /** For starts of an exporter. */
  readonly restartsMs: number;
}

/** What dashboards, rules and manifests are made with, but for the times of alerts, which follow from the alerts themselves. */
export interface BaseOptions {
  /** Value of the label `job` of the exporter's scrapes. */
  readonly jobName: string;
  /**
   * Target labels that tell clusters apart, beside which `instance` tells the replicas of one exporter apart. Those that a
   * Prometheus does not have cost nothing.
   */
  readonly scopeLabels: readonly string[];
  /** For labels of the catalogue: what they are called in this Prometheus, where that is something else. */
  readonly labelNames: Readonly<Record<string, string>>;
  /**
   * Labels of the catalogue that may also be a target label. Prometheus then renames the exporter's to `exported_<label>`
   * unless the scrape configuration puts it back; expressions group by both, so that they are right in either case.
   */
  readonly collidingLabels: readonly string[];
  /** Added to every alert, such as a team's name. */
  readonly alertLabels: Readonly<Record<string, string>>;
  /** Where the runbooks are read: `<base>/<AlertName>.md`. No slash at the end. */
  readonly runbookBaseUrl: string;
  /** Whether the address of a runbook names the alert's region, peer and shard: a runbook that an exporter serves is filled in with them. */
  readonly runbookLabels: boolean;
  /** Where Grafana is. No slash at the end. */
  readonly dashboardBaseUrl: string;
  /** Time between evaluations of the rules, and the scrape interval that the deploy files set. */
  readonly evaluationIntervalMs: number;
  /** In how many parts each exporter is scraped, each of them a target of its own; 1: in one. */
  readonly scrapeParts: number;
  readonly thresholds: BundleThresholds;
  readonly windows: BundleWindows;
  readonly kubernetes: KubernetesOptions;
}
