import type { FieldProblem } from "../../wire/fields/parse-with";
import type { Problem } from "../../wire/shapes/problem";
export type { Problem } from "../../wire/shapes/problem";
/**
 * A problem of the kind that its status code already says everything about, hence `about:blank`.
 *
 * @param detail - what was wrong with this very request and what to do about it; shown to the caller as it is.
 * @param extensions - further members; plain JSON values, a bigint is not one.
 */
export declare function problemOf(status: number, detail: string, extensions?: Readonly<Record<string, unknown>>): Problem;
/** A 400 for one or more fields or parameters; the detail repeats the first message. */
export declare function invalidInput(problems: readonly [FieldProblem, ...FieldProblem[]]): Problem;
