/** The value at a path of keys in a document that nobody has checked, or undefined where there is none. */
export declare function valueAt(document: unknown, ...path: readonly string[]): unknown;
/** Whether a value is a mapping, with or without entries. */
export declare function isMapping(value: unknown): value is object;
/** The entries of a mapping; none of anything else. */
export declare function entriesOf(value: unknown): readonly (readonly [key: string, value: unknown])[];
/** The items of a list; none of anything else. */
export declare function itemsOf(value: unknown): readonly unknown[];
