/** A label value in both formats, and the help text in OpenMetrics, which escapes quotes though it stands in none. */
export declare function escapeQuoted(text: string): string;
/** The help text in the text format, where a double quote stands for itself. */
export declare function escapeUnquoted(text: string): string;
