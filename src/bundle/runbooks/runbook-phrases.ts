import { ALERT_ENTRIES } from "../alerts/alert-entries";
import type { AlertUrgency } from "../alerts/alert-entry";
import type { BundleOptions } from "../options/options";

/**
 * What the runbook of an alert says of limits and times, in prose and in queries, each as these options have it; empty for
 * what is no alert. What the default options make of them is what is shipped.
 */
export function runbookPhrases(alert: string): readonly ((options: BundleOptions) => string)[] {
  return ALERT_ENTRIES.filter(({ name }) => name === alert).flatMap(({ name, runbook = [] }) => [
    ({ alertUrgencies }: BundleOptions) => urgencyLine(alertUrgencies[name]),
    ...runbook.map((phrase) => (options: BundleOptions) => phrase(options, options.alertTimes[name])),
  ]);
}

/** How a runbook begins: `**Warning, quiet.**`. */
function urgencyLine({ enabled, severity, pages }: AlertUrgency): string {
  if (!enabled) return "**Off: the rules of this installation do not have it.**";
  if (severity === "none") return "**No trouble by itself: it always fires.**";
  const [first = "", ...rest] = severity;
  return `**${first.toUpperCase()}${rest.join("")}, ${pages ? "pages" : "quiet"}.**`;
}
