/** Where a value stands in the document: keys of mappings, and positions in lists. */
export type ConfigPath = readonly (string | number)[];
/** Something wrong with a value, before it is known in which line of which file the value stands. */
export interface ConfigFinding {
    readonly path: ConfigPath;
    /** What was expected, what was found, and what to do. Without the path. */
    readonly message: string;
    /** What the finding is about: a key that should not be there, or its value (the default). */
    readonly at?: "key" | "value";
}
/** Something wrong with the configuration, ready to be shown. */
export interface ConfigProblem {
    /** The file as its path was given. */
    readonly file: string;
    /** As an operator would write it: `auth.tokens[1].file`. Empty when the problem is about the file as a whole. */
    readonly path: string;
    /** From 1; 0 when the file itself is the problem. */
    readonly line: number;
    /** From 1, in UTF-16 units; 0 when the file itself is the problem. */
    readonly column: number;
    readonly message: string;
}
/** Everything that is wrong with a configuration, beside `ok: false` of a result. */
export interface WithConfigProblems {
    readonly problems: readonly ConfigProblem[];
}
/** Writes a path the way an operator would: `auth.tokens[1].file`. */
export declare function printPath(path: ConfigPath): string;
/** Problems of one file by the place at which they stand. */
export declare function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[];
/** One line per problem, ready for a terminal: `config.yml:12:5: health.offline_after: expected ...`. Empty for none. */
export declare function formatProblems(problems: readonly ConfigProblem[]): string;
