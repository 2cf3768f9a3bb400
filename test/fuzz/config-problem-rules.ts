import { doesNotMatch, ok } from "node:assert/strict";

import type { ConfigProblem } from "../../src/strict-yaml/config-problem";

/** Where a reader's own bookkeeping shows through: nothing that an operator can do anything about. */
const INTERNALS = /\bundefined\b|\[object |\bat .*\.[jt]s:\d/;

/**
 * What holds for the problems that any reader of an operator's file finds.
 *
 * @throws AssertionError
 */
export function checkProblems(problems: readonly ConfigProblem[], text: string, file: string): void {
  ok(problems.length > 0, "refused without a reason");
  const lines = text.split("\n").length;
  for (const problem of problems) {
    const shown = JSON.stringify(problem).slice(0, 500);
    ok(problem.file === file, shown);
    ok(problem.line >= 1 && problem.line <= lines + 1, `a line of the file: ${shown}`);
    ok(problem.column >= 1, `a column: ${shown}`);
    ok(problem.message !== "" && problem.message.length < 2_000, `a message of bearable length: ${shown}`);
    if (!text.includes("undefined") && !text.includes("[object ")) doesNotMatch(problem.message, INTERNALS);
  }
}
