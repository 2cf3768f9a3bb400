/**
 * A value of the document in a few words, for the "got ..." of a message. Long texts are cut, collections only named, so
 * that a message stays one line whatever was in the file.
 */
export declare function describeValue(value: unknown): string;
