import type { BundleOptions } from "../options/options";
import { amountFindings } from "./amount-findings";
import { labelFindings } from "./label-findings";
import type { OptionFinding } from "./option-finding";
import { textFindings } from "./text-findings";
import { timeFindings } from "./time-findings";

/**
 * Everything that makes rules, dashboards or manifests of these options fail, or an alert that can never fire or always
 * does. Empty when a bundle may be written.
 */
export function optionFindings(options: BundleOptions): readonly OptionFinding[] {
  return [
    ...labelFindings(options),
    ...textFindings(options),
    ...amountFindings(options),
    ...timeFindings(options),
  ];
}
