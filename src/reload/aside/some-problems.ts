import type { ConfigProblem } from "../../strict-yaml/config-problem";

/** As many as anybody reads at once. A running program logs and answers each; more of them would hold it up. */
const MOST_PROBLEMS = 100;

/** The first problems of a file, and how many more there are. */
export function someProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const more = problems.length - MOST_PROBLEMS;
  const [first] = problems;
  if (more <= 0 || first === undefined) return problems;
  const message = `${more} more problems; check-config lists all of them`;
  return [...problems.slice(0, MOST_PROBLEMS), { file: first.file, path: "", line: 0, column: 0, message }];
}
