import type { z } from "zod";
import type { Result } from "../../domain/terms/result";
import type { FieldProblem } from "../../domain/terms/field-problem";
export type { FieldProblem } from "../../domain/terms/field-problem";
/** A domain value, or everything that is wrong with the JSON it was to be made from. */
export type ParseResult<T> = Result<T, {
    readonly problems: readonly [FieldProblem, ...FieldProblem[]];
}>;
/**
 * Validates a JSON value with one of the wire schemas.
 *
 * @param json - what `parseJson` returned. A value from `JSON.parse` will not do: its integers are no `bigint`.
 */
export declare function parseWith<T>(schema: z.ZodType<T>, json: unknown): ParseResult<T>;
/** The form that a refusal of the value as a whole has. */
export declare function wholeValueProblem(message: string): FieldProblem;
