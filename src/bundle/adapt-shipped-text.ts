import { DEFAULT_BUNDLE_OPTIONS } from "./options";
import type { BundleOptions } from "./options";
import { namingScopeLabels } from "./scope-labels";

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

/**
 * Alertmanager's configuration, grouping and inhibiting by an installation's own labels. Those that the rules set, such as
 * `region`, are called so in every installation, whatever the series' labels are called.
 */
export function adaptAlertmanager(text: string, { scopeLabels }: BundleOptions): string {
  return text.replace(/\b(equal|group_by): \[([^\]]*)\]/g, (_, setting: string, list: string) => {
    const labels = list.split(", ");
    const scope = labels.includes("job") ? scopeLabels : namingScopeLabels(scopeLabels);
    const others = labels.filter((label) => !DEFAULT_BUNDLE_OPTIONS.scopeLabels.includes(label));
    return `${setting}: [${[...scope, ...others].join(", ")}]`;
  });
}

function seconds(durationMs: number): string {
  return String(durationMs / 1000);
}
