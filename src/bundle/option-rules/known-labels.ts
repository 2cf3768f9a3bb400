import { alertGroupsIn } from "../alerts/rule-groups";
import { KNOWN_METRICS } from "../promql/known-metrics";
import type { Matchers } from "../promql/label-matcher";
import { DEFAULT_BUNDLE_OPTIONS } from "../options/options";
import { Promql } from "../promql/promql";

/** Writes PromQL as always, and notes which labels it is asked for. */
class NotingPromql extends Promql {
  readonly grouped = new Set<string>();
  readonly chosen = new Set<string>();

  override labelNames(label: string): string[] {
    this.grouped.add(label);
    return super.labelNames(label);
  }

  override metric(name: string, matchers: Matchers = {}): string {
    for (const label of Object.keys(matchers)) this.chosen.add(label);
    return super.metric(name, matchers);
  }
}

/** What the alerts do with labels, found by writing all of them. */
export interface KnownLabels {
  /** Labels that rules give to alerts; routes, inhibitions and texts go by these. */
  readonly set: readonly string[];
  /** Labels of the series that alerts fire for, beside the scope, by their names in the catalogue. */
  readonly grouped: readonly string[];
  /** Labels whose values choose series, such as `state="offline"`. */
  readonly chosen: readonly string[];
  /** Labels of the exporter, whether an alert uses them or not. */
  readonly exporter: readonly string[];
}

/** Prometheus makes these itself, on alerts and on histograms. */
export const PROMETHEUS_LABELS: readonly string[] = ["alertname", "alertstate", "le", "quantile"];

/** Labels that every scraped series has. */
export const TARGET_LABELS: readonly string[] = ["job", "instance"];

/** Reads from the alerts themselves which labels they set, group by and choose by. */
export function knownLabels(): KnownLabels {
  const promql = new NotingPromql(DEFAULT_BUNDLE_OPTIONS);
  const alerts = alertGroupsIn(promql, DEFAULT_BUNDLE_OPTIONS).flatMap((group) => group.alerts);
  const set = new Set(["severity", "page", ...alerts.flatMap(({ labels }) => Object.keys(labels))]);
  const exporter = [...KNOWN_METRICS.values()].flatMap(({ labels }) => labels);
  return {
    set: [...set],
    grouped: [...promql.grouped],
    chosen: [...promql.chosen],
    // A target label may have the name of a label that nothing but an informative metric has: the default scope does.
    exporter: [...new Set(exporter)].filter((label) => !DEFAULT_BUNDLE_OPTIONS.scopeLabels.includes(label)),
  };
}
