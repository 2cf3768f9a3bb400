/**
 * A sentence with the name of each file and without the folders above it: where things are on this machine is for its log,
 * not for those who call it.
 */
export declare function redactPaths(sentence: string): string;
