import { DEFAULT_BUNDLE_OPTIONS } from "./options/options";
import type { BundleOptions } from "./options/options";
import { runbookPhrases } from "./runbooks/runbook-phrases";
import { adaptRunbookPromql } from "./runbooks/runbook-promql";
import { namingScopeLabels } from "./promql/scope-labels";

/** A runbook with an installation's own limits, times, labels and job, in prose and in queries, and its own Grafana. */
export function adaptRunbook(text: string, options: BundleOptions): string {
  const replacements = replacementsIn(text, options);
  const anyOf = new RegExp(replacements.map(({ pattern }) => pattern).join("|"), "g");
  // All in one pass, so that what one limit became is not taken for another.
  const adapted = text.replace(anyOf, (found) => {
    const match = replacements.find(({ pattern }) => new RegExp(`^(?:${pattern})$`).test(found));
    return match?.replace(found) ?? found;
  });
  return adaptRunbookPromql(adapted, options).replaceAll(
    DEFAULT_BUNDLE_OPTIONS.dashboardBaseUrl,
    () => options.dashboardBaseUrl,
  );
}

interface Replacement {
  readonly pattern: string;
  readonly replace: (found: string) => string;
}

/** The phrases of the alert that a runbook is about, then the exporter's own limits wherever they are named. */
function replacementsIn(text: string, options: BundleOptions): readonly Replacement[] {
  const [, name = ""] = /^# (\w+)/.exec(text) ?? [];
  const phrases = runbookPhrases(name).map((phrase) => {
    const [shipped, own] = [phrase(DEFAULT_BUNDLE_OPTIONS), phrase(options)];
    // The lines of a runbook end where they are long enough.
    return {
      pattern: escaped(shipped).replaceAll(" ", "\\s+"),
      replace: (found: string) => (shipped === own ? found : own),
    };
  });
  const { offlineAfterMs, degradedLagMs } = DEFAULT_BUNDLE_OPTIONS.thresholds;
  const limits: readonly (readonly [string, string])[] = [
    [seconds(offlineAfterMs), seconds(options.thresholds.offlineAfterMs)],
    [seconds(degradedLagMs), seconds(options.thresholds.degradedLagMs)],
  ];
  return [
    ...phrases,
    ...limits.flatMap(([shipped, own]) => [
      { pattern: `\\b${shipped} s\\b`, replace: () => `${own} s` },
      {
        pattern: `_seconds\\)? > ${shipped}\\b`,
        replace: (found: string) => found.slice(0, -shipped.length) + own,
      },
    ]),
  ];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
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
