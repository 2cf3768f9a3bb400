import { DEFAULT_BUNDLE_OPTIONS } from "./options";
import type { BundleOptions } from "./options";

/** The label that says which scrape found something; grouping leaves it out, so that two exporters make one page. */
const JOB = "job";

/** A runbook with an installation's own thresholds, in prose and in queries, and its own Grafana. */
export function adaptRunbook(text: string, { thresholds, dashboardBaseUrl }: BundleOptions): string {
  const own = new Map([
    [seconds(DEFAULT_BUNDLE_OPTIONS.thresholds.offlineAfterMs), seconds(thresholds.offlineAfterMs)],
    [seconds(DEFAULT_BUNDLE_OPTIONS.thresholds.degradedLagMs), seconds(thresholds.degradedLagMs)],
  ]);
  const defaults = [...own.keys()].join("|");
  // Each in one pass, so that what one threshold became is not taken for the other.
  return text
    .replace(new RegExp(`\\b(${defaults}) s\\b`, "g"), (_, value: string) => `${own.get(value) ?? value} s`)
    .replace(
      new RegExp(`(_seconds\\)? > )(${defaults})\\b`, "g"),
      (_, before: string, value: string) => before + (own.get(value) ?? value),
    )
    .replaceAll(DEFAULT_BUNDLE_OPTIONS.dashboardBaseUrl, dashboardBaseUrl);
}

/** Alertmanager's configuration, grouping and inhibiting by an installation's own labels. */
export function adaptAlertmanager(text: string, options: BundleOptions): string {
  return text.replace(
    /\b(equal|group_by): \[([^\]]*)\]/g,
    (_, setting: string, labels: string) =>
      `${setting}: [${adaptLabels(labels.split(", "), options).join(", ")}]`,
  );
}

function adaptLabels(
  labels: readonly string[],
  { scopeLabels, labelNames }: BundleOptions,
): readonly string[] {
  const scope = scopeLabels.filter((label) => label !== JOB || labels.includes(JOB));
  const others = labels.filter((label) => !DEFAULT_BUNDLE_OPTIONS.scopeLabels.includes(label));
  return [...scope, ...others.map((label) => labelNames[label] ?? label)];
}

function seconds(durationMs: number): string {
  return String(durationMs / 1000);
}
