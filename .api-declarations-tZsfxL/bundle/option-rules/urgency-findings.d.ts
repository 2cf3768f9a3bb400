import type { BundleOptions } from "../options/options";
import type { OptionFinding } from "./option-finding";
/** Alerts that are critical and yet to be quiet: whoever routes by severity would be woken by them all the same. */
export declare function urgencyFindings({ alertUrgencies }: BundleOptions): readonly OptionFinding[];
