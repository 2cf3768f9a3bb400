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
export function printPath(path: ConfigPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** Problems of one file by the place at which they stand. */
export function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** One line per problem, ready for a terminal: `config.yml:12:5: health.offline_after: expected ...`. Empty for none. */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  return problems.map((problem) => `${formatProblem(problem)}\n`).join("");
}

function formatProblem({ file, path, line, column, message }: ConfigProblem): string {
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return [place, path, message].filter((part) => part !== "").join(": ");
}
