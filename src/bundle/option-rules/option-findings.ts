import type { BundleOptions } from "../options/options";
import { amountFindings } from "./amount-findings";
import { labelFindings } from "./label-findings";
import type { OptionFinding } from "./option-finding";
import { textFindings } from "./text-findings";
import { timeFindings } from "./time-findings";
import { urgencyFindings } from "./urgency-findings";

/**
 * Every reason why rules, dashboards or manifests made with these options would fail, or why an alert could never fire or
 * would always fire. Empty when a bundle may be written.
 */
export function optionFindings(options: BundleOptions): readonly OptionFinding[] {
  return [
    ...labelFindings(options),
    ...textFindings(options),
    ...amountFindings(options),
    ...timeFindings(options),
    ...urgencyFindings(options),
  ];
}
