import type { OptionPath } from "../option-rules/option-finding";
import type { BundleOptionChanges, BundleOptions } from "../options/options";
import type { WithConfigProblems } from "../../strict-yaml/config-problem";
import type { Result } from "../../domain/terms/result";
/** Options that come from elsewhere than the file, with what their source is called in problems. */
export interface OtherOptions {
    readonly changes: BundleOptionChanges;
    /** Says where an option comes from that the file does not have, such as a flag. */
    readonly sourceOf: (path: OptionPath) => string;
}
/** What all sources say together, or everything that is wrong with it: by line, as far as it stands in the file. */
export type BundleOptionsResult = Result<BundleOptions, WithConfigProblems>;
/**
 * Reads a file of options. Expected failures are problems: a missing file, bad YAML, unknown keys, wrong values, and options
 * that do not go together.
 */
export declare function readBundleOptions(path: string, others?: OtherOptions): Promise<BundleOptionsResult>;
/**
 * Reads a text of options, over those from elsewhere in its thresholds, below them in all else: thresholds come from the
 * exporter's configuration, which the file corrects, and the rest from flags, which correct the file.
 *
 * @param path of the file, which problems name.
 */
export declare function parseBundleOptions(text: string, path: string, others?: OtherOptions): BundleOptionsResult;
