import type { BundleOptions } from "../options/options";
/** The queries in a runbook with an installation's own labels and job, and with ranges that hold several scrapes. */
export declare function adaptRunbookPromql(text: string, options: BundleOptions): string;
