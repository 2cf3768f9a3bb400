import type { BundleOptions } from "../options/options";
import type { OptionFinding } from "./option-finding";
/** Times with which an alert could never fire, would always, or would be told as over when it is not. */
export declare function timeFindings(options: BundleOptions): readonly OptionFinding[];
