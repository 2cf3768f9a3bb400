import type { BundleOptions } from "../options/options";
import type { OptionFinding } from "./option-finding";
/**
 * Every reason why rules, dashboards or manifests made with these options would fail, or why an alert could never fire or
 * would always fire. Empty when a bundle may be written.
 */
export declare function optionFindings(options: BundleOptions): readonly OptionFinding[];
