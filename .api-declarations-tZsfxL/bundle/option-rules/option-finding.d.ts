/**
 * Which option, by the names in `BundleOptions`: `["windows", "stalledMs"]`, `["alertLabels", "team"]`,
 * `["scopeLabels", 1]`.
 */
export type OptionPath = readonly (string | number)[];
/** A fault that a bundle made with these options would have. */
export interface OptionFinding {
    /** The options that are at odds; the first one is to blame, unless only a later one was changed. */
    readonly options: readonly [OptionPath, ...OptionPath[]];
    /** What was expected, what was found, and what would happen. Names options as a file of options does. */
    readonly message: string;
    /** About the key of an entry, not its value. */
    readonly at?: "key";
}
