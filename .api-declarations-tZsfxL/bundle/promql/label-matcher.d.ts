/** A condition on one label. A plain string is the value that it must have. */
export type LabelMatcher = string | {
    readonly operator: "!=" | "=~" | "!~";
    readonly value: string;
};
/** Conditions by label. */
export type Matchers = Readonly<Record<string, LabelMatcher>>;
/** The label matches a regular expression, as a whole; a Grafana variable with several values is one. */
export declare function matching(pattern: string): LabelMatcher;
/** The label has another value, or none. */
export declare function otherThan(value: string): LabelMatcher;
/** The label has one of these values, which stand for themselves. */
export declare function oneOf(...values: readonly string[]): LabelMatcher;
/** Writes a condition as PromQL does, quoted. */
export declare function printMatcher(label: string, matcher: LabelMatcher): string;
/**
 * The values that a condition names: one, or the alternatives of a pattern such as `healthy|degraded`. None where the
 * pattern is more than a list, or holds a variable that is filled in later.
 */
export declare function namedValues(matcher: LabelMatcher): readonly string[];
