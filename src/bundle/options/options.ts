import { DEFAULT_SETTINGS } from "../../domain/terms/control-plane-settings";
import type { AlertName } from "../terms/alert-name";
import { ALERT_NAMES } from "../terms/alert-name";
import { defaultAlertTimes } from "./alert-times";
import type { AlertTimes } from "./alert-times";

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
  /** Time before the end of a certificate from which on somebody should look after its renewal. */
  readonly certificateWarningMs: number;
  /** Time before the end of a certificate from which on somebody is woken for it. */
  readonly certificateCriticalMs: number;
  readonly seriesBudget: number;
  readonly renderMs: number;
  /** Time within `windows.stallMs` that the exporter may stand still. */
  readonly stallMs: number;
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
  /** So long ago, around the same time: what was as low then is no collapse now. */
  readonly throughputSeasonsAgoMs: readonly number[];
  /** How much time around then counts. */
  readonly throughputSeasonMs: number;
  readonly walPastMs: number;
  /** For whether it still grows. Shorter than the alert waits, so that one leap does not set it off. */
  readonly walTrendMs: number;
  readonly stallMs: number;
}

/** All that a user can have otherwise in the dashboards, the rules and the manifests. */
export interface BundleOptions {
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
  /** Where Grafana is. No slash at the end. */
  readonly dashboardBaseUrl: string;
  /** Time between evaluations of the rules, and the scrape interval that the deploy files set. */
  readonly evaluationIntervalMs: number;
  readonly thresholds: BundleThresholds;
  readonly windows: BundleWindows;
  readonly alertTimes: Readonly<Record<AlertName, AlertTimes>>;
}

/** What one wants otherwise; the rest stays as it is. */
export interface BundleOptionChanges extends Partial<
  Omit<BundleOptions, "thresholds" | "windows" | "alertTimes">
> {
  readonly thresholds?: Partial<BundleThresholds>;
  readonly windows?: Partial<BundleWindows>;
  readonly alertTimes?: Readonly<Partial<Record<AlertName, Partial<AlertTimes>>>>;
}

/** Without quotes PromQL takes no other names, in any version. */
const LABEL_NAME = /^[a-zA-Z_]\w*$/;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const DEFAULT_THRESHOLDS: BundleThresholds = {
  offlineAfterMs: DEFAULT_SETTINGS.offlineAfterMs,
  degradedLagMs: DEFAULT_SETTINGS.degradedLagMs,
  offlineRegionShare: 0.5,
  regionFlaps: 5,
  clockSkewMs: SECOND_MS,
  throughputShare: 0.3,
  idleSignalsPerSecond: 1,
  walFloorBytes: 1024 ** 3,
  walGrowthFactor: 2,
  rejectedPerMinute: 1,
  certificateWarningMs: 14 * DAY_MS,
  certificateCriticalMs: 3 * DAY_MS,
  seriesBudget: 100_000,
  renderMs: SECOND_MS,
  stallMs: 10 * SECOND_MS,
};

const DEFAULT_WINDOWS: BundleWindows = {
  rateMs: 5 * MINUTE_MS,
  lagTrendMs: 5 * MINUTE_MS,
  catchUpMs: 10 * MINUTE_MS,
  stalledMs: 2 * MINUTE_MS,
  flappingMs: 15 * MINUTE_MS,
  heardMs: HOUR_MS,
  throughputMs: 5 * MINUTE_MS,
  throughputPastMs: 6 * HOUR_MS,
  throughputSeasonsAgoMs: [DAY_MS, 7 * DAY_MS],
  throughputSeasonMs: HOUR_MS,
  walPastMs: HOUR_MS,
  walTrendMs: 10 * MINUTE_MS,
  stallMs: 15 * MINUTE_MS,
};

/**
 * The bundle's options: the defaults with changes. Alert times follow `offlineAfterMs` and the evaluation interval.
 * Whether the options go together is another question: `optionFindings` answers it.
 *
 * @throws RangeError naming the option, when a limit is not a number, 0 or more, a time not whole milliseconds, a label's
 *   name not one that PromQL can write, or when a URL ends in a slash.
 */
export function bundleOptions(changes: BundleOptionChanges = {}): BundleOptions {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...changes.thresholds };
  const windows = { ...DEFAULT_WINDOWS, ...changes.windows };
  const evaluationIntervalMs = changes.evaluationIntervalMs ?? 15 * SECOND_MS;
  const defaultTimes = defaultAlertTimes(thresholds.offlineAfterMs, evaluationIntervalMs);
  const options: BundleOptions = {
    jobName: "tidaldb-exporter",
    scopeLabels: ["cluster", "namespace", "job"],
    labelNames: {},
    collidingLabels: ["region"],
    alertLabels: {},
    runbookBaseUrl: "https://github.com/tidaldb/tidaldb-exporter/blob/main/alerts/runbooks",
    dashboardBaseUrl: "http://localhost:3000",
    ...changes,
    evaluationIntervalMs,
    thresholds,
    windows,
    alertTimes: forEachAlert((name) => ({ ...defaultTimes[name], ...changes.alertTimes?.[name] })),
  };
  requireNumbers(options);
  requireLabelNames(options);
  requireBaseUrls(options);
  return options;
}

/** The options of the files in this repository. */
export const DEFAULT_BUNDLE_OPTIONS: BundleOptions = bundleOptions();

/**
 * The same options with every time of the rules (not the thresholds) multiplied, for a rehearsal in minutes of what takes
 * hours. Results are whole seconds, rounded up.
 */
export function withTimesScaled(options: BundleOptions, factor: number): BundleOptions {
  const scale = (ms: number): number => Math.ceil((ms * factor) / SECOND_MS) * SECOND_MS;
  const { windows, alertTimes } = options;
  const scaled = Object.entries(windows).map(([name, value]: [string, number | readonly number[]]) => [
    name,
    typeof value === "number" ? scale(value) : value.map(scale),
  ]);
  return bundleOptions({
    ...options,
    evaluationIntervalMs: scale(options.evaluationIntervalMs),
    windows: Object.fromEntries(scaled) as BundleWindows,
    alertTimes: forEachAlert((name) => ({
      forMs: scale(alertTimes[name].forMs),
      keepFiringForMs: scale(alertTimes[name].keepFiringForMs),
    })),
  });
}

function forEachAlert(timesOf: (name: AlertName) => AlertTimes): Record<AlertName, AlertTimes> {
  return Object.fromEntries(ALERT_NAMES.map((name) => [name, timesOf(name)])) as Record<
    AlertName,
    AlertTimes
  >;
}

function requireNumbers({ thresholds, windows, alertTimes, evaluationIntervalMs }: BundleOptions): void {
  for (const [name, value] of Object.entries(thresholds) as [string, number][]) {
    // Written so that NaN, which nothing is more than, is refused too.
    if (!(value >= 0)) throw new RangeError(`thresholds.${name}: expected 0 or more, got ${value}`);
  }
  requireTime("evaluationIntervalMs", evaluationIntervalMs, 1);
  for (const [name, value] of Object.entries(windows) as [string, number | readonly number[]][]) {
    for (const window of [value].flat()) requireTime(`windows.${name}`, window, 1);
  }
  for (const [alert, times] of Object.entries(alertTimes)) {
    requireTime(`alertTimes.${alert}.forMs`, times.forMs, 0);
    requireTime(`alertTimes.${alert}.keepFiringForMs`, times.keepFiringForMs, 0);
  }
}

function requireTime(name: string, valueMs: number, leastMs: number): void {
  if (Number.isSafeInteger(valueMs) && valueMs >= leastMs) return;
  throw new RangeError(`${name}: expected whole milliseconds, ${leastMs} or more, got ${valueMs}`);
}

function requireLabelNames({ scopeLabels, labelNames, collidingLabels, alertLabels }: BundleOptions): void {
  const given = {
    scopeLabels,
    collidingLabels,
    labelNames: Object.values(labelNames),
    alertLabels: Object.keys(alertLabels),
  };
  for (const [option, names] of Object.entries(given)) {
    const wrong = names.find((name) => !LABEL_NAME.test(name));
    if (wrong !== undefined) {
      throw new RangeError(
        `${option}: expected names of labels (letters, digits, _), got ${JSON.stringify(wrong)}`,
      );
    }
  }
}

function requireBaseUrls(options: BundleOptions): void {
  for (const name of ["runbookBaseUrl", "dashboardBaseUrl"] as const) {
    if (options[name].endsWith("/")) {
      throw new RangeError(`${name}: expected a URL without a slash at its end, got ${options[name]}`);
    }
  }
}
