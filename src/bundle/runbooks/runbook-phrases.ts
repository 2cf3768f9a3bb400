import { ALERT_ENTRIES } from "../alerts/alert-entries";
import type { BundleOptions } from "../options/options";

/**
 * What the runbook of an alert says of limits and times, in prose and in queries, each as these options have it; empty for
 * what is no alert. What the default options make of them is what is shipped.
 */
export function runbookPhrases(alert: string): readonly ((options: BundleOptions) => string)[] {
  return ALERT_ENTRIES.filter(({ name }) => name === alert).flatMap(({ name, runbook = [] }) =>
    runbook.map((phrase) => (options: BundleOptions) => phrase(options, options.alertTimes[name])),
  );
}
