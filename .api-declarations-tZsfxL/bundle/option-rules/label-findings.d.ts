import type { BundleOptions } from "../options/options";
import type { OptionFinding } from "./option-finding";
/** Labels that would make two alerts one, hide one label behind another, or leave series that no expression finds. */
export declare function labelFindings(options: BundleOptions): readonly OptionFinding[];
