import type { BundleOptions } from "./options/options";
/** A runbook with an installation's own limits, times, labels and job, in prose and in queries, and its own Grafana. */
export declare function adaptRunbook(text: string, options: BundleOptions): string;
/**
 * Alertmanager's configuration, grouping and inhibiting by an installation's own labels. Those that the rules set, such as
 * `region`, are called so in every installation, whatever the series' labels are called.
 */
export declare function adaptAlertmanager(text: string, { scopeLabels }: BundleOptions): string;
