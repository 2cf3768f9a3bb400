import { DEFAULT_SETTINGS } from "../../domain/terms/control-plane-settings";
import { LARGEST_PART_COUNT } from "../../metrics/terms/scrape-part";
import { ALERT_ENTRIES, ALERT_NAMES } from "../alerts/alert-entries";
import type { AlertName } from "../alerts/alert-entries";
import type { AlertTimes, AlertUrgency } from "../alerts/alert-entry";
import { defaultAlertTimes } from "../alerts/alert-times";
import type { RuleOptions } from "../alerts/rule-options";
import type { BundleThresholds, BundleWindows } from "../terms/base-options";
import { DEFAULT_KUBERNETES_OPTIONS } from "../terms/kubernetes-options";
import type { KubernetesOptions } from "../terms/kubernetes-options";

/** Every option of the dashboards, the rules and the manifests. */
export type BundleOptions = RuleOptions;

/** The options that differ from the defaults. */
export interface BundleOptionChanges extends Partial<
  Omit<BundleOptions, "thresholds" | "windows" | "kubernetes" | "alertTimes" | "alertUrgencies">
> {
  readonly thresholds?: Partial<BundleThresholds>;
  readonly windows?: Partial<BundleWindows>;
  readonly kubernetes?: Partial<KubernetesOptions>;
  readonly alertTimes?: Readonly<Partial<Record<AlertName, Partial<AlertTimes>>>>;
  readonly alertUrgencies?: Readonly<Partial<Record<AlertName, Partial<AlertUrgency>>>>;
}

/** The names that every version of PromQL takes without quotes. */
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
  restarts: 3,
  seriesBudget: 100_000,
  renderMs: SECOND_MS,
  stallMs: 10 * SECOND_MS,
  availabilityObjective: 0.999,
  freshnessObjective: 0.99,
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
  restartsMs: 10 * MINUTE_MS,
};

/**
 * The bundle's options: the defaults with changes. Alert times follow `offlineAfterMs` and the evaluation interval.
 * Whether the options go together is another question: `optionFindings` answers it.
 *
 * @throws RangeError naming the option, when a limit is not a number, 0 or more, a number of parts not one that a scrape can have, a time not whole milliseconds, a label's
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
    runbookLabels: false,
    dashboardBaseUrl: "http://localhost:3000",
    scrapeParts: 1,
    ...changes,
    evaluationIntervalMs,
    thresholds,
    windows,
    kubernetes: { ...DEFAULT_KUBERNETES_OPTIONS, ...changes.kubernetes },
    alertTimes: forEachAlert((name) => ({ ...defaultTimes[name], ...changes.alertTimes?.[name] })),
    alertUrgencies: alertUrgencies(changes),
  };
  requireNumbers(options);
  requirePartCount(options);
  requireLabelNames(options);
  requireBaseUrls(options);
  return options;
}

/** The options of the files in this repository. */
export const DEFAULT_BUNDLE_OPTIONS: BundleOptions = bundleOptions();

/** A critical alert pages unless it is told otherwise, which is a finding; so does what its entry says. */
function alertUrgencies({ alertUrgencies: own }: BundleOptionChanges): Record<AlertName, AlertUrgency> {
  const urgencies = ALERT_ENTRIES.map((entry): [AlertName, AlertUrgency] => {
    const severity = own?.[entry.name]?.severity ?? entry.severity;
    const pages = own?.[entry.name]?.pages ?? (severity === "critical" || entry.pages === true);
    return [entry.name, { enabled: own?.[entry.name]?.enabled ?? true, severity, pages }];
  });
  return Object.fromEntries(urgencies) as Record<AlertName, AlertUrgency>;
}

function forEachAlert(timesOf: (name: AlertName) => AlertTimes): Record<AlertName, AlertTimes> {
  return Object.fromEntries(ALERT_NAMES.map((name) => [name, timesOf(name)])) as Record<
    AlertName,
    AlertTimes
  >;
}

function requireNumbers({ thresholds, windows, alertTimes, evaluationIntervalMs }: BundleOptions): void {
  for (const [name, value] of Object.entries(thresholds) as [string, number][]) {
    // Written so that NaN, which compares as false, is rejected too.
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

function requirePartCount({ scrapeParts }: BundleOptions): void {
  if (Number.isInteger(scrapeParts) && scrapeParts >= 1 && scrapeParts <= LARGEST_PART_COUNT) return;
  throw new RangeError(
    `scrapeParts: expected a whole number from 1 to ${LARGEST_PART_COUNT}, got ${scrapeParts}`,
  );
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
