import type { z } from "zod";
import { shortened } from "../json/described-value";
import type { Result } from "../../domain/terms/result";
import type { FieldProblem } from "../../domain/terms/field-problem";

export type { FieldProblem } from "../../domain/terms/field-problem";

/** A domain value, or everything that is wrong with the JSON it was to be made from. */
export type ParseResult<T> = Result<T, { readonly problems: readonly [FieldProblem, ...FieldProblem[]] }>;

/**
 * Validates a JSON value with one of the wire schemas.
 *
 * @param json - what `parseJson` returned. A value from `JSON.parse` will not do: its integers are no `bigint`.
 */
export function parseWith<T>(schema: z.ZodType<T>, json: unknown): ParseResult<T> {
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const [first, ...rest] = result.error.issues;
  if (first === undefined) throw new Error("parseWith: the schema refused a value without naming a problem");
  return { ok: false, problems: [toFieldProblem(first), ...rest.map(toFieldProblem)] };
}

/** The form that a refusal of the value as a whole has. */
export function wholeValueProblem(message: string): FieldProblem {
  return { field: "", message };
}

function toFieldProblem({ path, message }: z.core.$ZodIssue): FieldProblem {
  const field = path.map((step) => shortened(String(step))).join(".");
  return field === "" ? wholeValueProblem(message) : { field, message: `${field}: ${message}` };
}
