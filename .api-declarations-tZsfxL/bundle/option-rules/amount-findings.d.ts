import type { BundleOptions } from "../options/options";
import type { OptionFinding } from "./option-finding";
/** Limits that limit nothing. */
export declare function amountFindings({ thresholds }: BundleOptions): readonly OptionFinding[];
