import type { ConfigProblem } from "../../strict-yaml/config-problem";
/** The first problems of a file, and how many more there are. */
export declare function someProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[];
