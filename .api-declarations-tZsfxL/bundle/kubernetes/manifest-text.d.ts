/**
 * An object as its file has it, under a comment. Without aliases, and safe for readers of YAML 1.1, to whom a bare `on` is a
 * boolean: kubectl is one.
 */
export declare function manifestText(object: object, comment?: readonly string[]): string;
