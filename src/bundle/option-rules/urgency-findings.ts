import { ALERT_NAMES } from "../alerts/alert-entries";
import type { BundleOptions } from "../options/options";
import type { OptionFinding } from "./option-finding";

/** Alerts that are critical and yet to be quiet: whoever routes by severity would be woken by them all the same. */
export function urgencyFindings({ alertUrgencies }: BundleOptions): readonly OptionFinding[] {
  return ALERT_NAMES.filter(
    (name) =>
      alertUrgencies[name].enabled &&
      alertUrgencies[name].severity === "critical" &&
      !alertUrgencies[name].pages,
  ).map((name) => ({
    options: [
      ["alertUrgencies", name, "pages"],
      ["alertUrgencies", name, "severity"],
    ],
    message: "expected true: what is critical pages; to have it quiet, give it the severity warning",
  }));
}
