/**
 * The dotted path of the first field of a JSON value that its reader did not take over, or undefined. Null counts as
 * absent. Finds misspelled optional fields, which a schema that ignores unknown fields cannot.
 *
 * @param read - the JSON value as it was read.
 * @param kept - what the reader makes of it, printed back; arrays in the same order.
 */
export declare function droppedField(read: unknown, kept: unknown): string | undefined;
