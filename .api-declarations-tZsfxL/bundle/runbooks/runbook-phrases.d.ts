import type { BundleOptions } from "../options/options";
/**
 * What the runbook of an alert says of limits and times, in prose and in queries, each as these options have it; empty for
 * what is no alert. What the default options make of them is what is shipped.
 */
export declare function runbookPhrases(alert: string): readonly ((options: BundleOptions) => string)[];
