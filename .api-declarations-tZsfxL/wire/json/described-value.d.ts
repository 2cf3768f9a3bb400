/** A text of at most `length` UTF-16 units, then a mark that says it goes on. Short texts stay as they are. */
export declare function shortened(text: string, length?: number): string;
/**
 * A parsed JSON value as an error message shows it: what it is, never more than a line of it. Whoever sends a megabyte
 * where a number belongs does not get a megabyte back, and the log does not either.
 */
export declare function describedValue(value: unknown): string;
