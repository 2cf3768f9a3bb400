import type { AlertName } from "../alerts/alert-entries";
import type { AlertTimes, AlertUrgency } from "../alerts/alert-entry";
import type { RuleOptions } from "../alerts/rule-options";
import type { BundleThresholds, BundleWindows } from "../terms/base-options";
/** Every option of the dashboards, the rules and the manifests. */
export type BundleOptions = RuleOptions;
/** The options that differ from the defaults. */
export interface BundleOptionChanges extends Partial<Omit<BundleOptions, "thresholds" | "windows" | "alertTimes" | "alertUrgencies">> {
    readonly thresholds?: Partial<BundleThresholds>;
    readonly windows?: Partial<BundleWindows>;
    readonly alertTimes?: Readonly<Partial<Record<AlertName, Partial<AlertTimes>>>>;
    readonly alertUrgencies?: Readonly<Partial<Record<AlertName, Partial<AlertUrgency>>>>;
}
/**
 * The bundle's options: the defaults with changes. Alert times follow `offlineAfterMs` and the evaluation interval.
 * Whether the options go together is another question: `optionFindings` answers it.
 *
 * @throws RangeError naming the option, when a limit is not a number, 0 or more, a time not whole milliseconds, a label's
 *   name not one that PromQL can write, or when a URL ends in a slash.
 */
export declare function bundleOptions(changes?: BundleOptionChanges): BundleOptions;
/** The options of the files in this repository. */
export declare const DEFAULT_BUNDLE_OPTIONS: BundleOptions;
