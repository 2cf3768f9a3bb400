import type { BundleOptions } from "../options/options";
import type { OptionFinding } from "./option-finding";
/** Texts that templates, links and relabelling would read as something else. */
export declare function textFindings(options: BundleOptions): readonly OptionFinding[];
