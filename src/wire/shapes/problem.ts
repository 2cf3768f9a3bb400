import { z } from "zod";
import { expectation } from "../fields/expectation";
import { count } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { text } from "../fields/text-schemas";

/** An error answer, `application/problem+json` (RFC 9457). Further members may be there, such as `problems`. */
export interface Problem {
  /** A URI reference that names the kind of problem; "about:blank" when the status says it all. */
  readonly type: string;
  /** The kind of problem in a few words, the same every time. */
  readonly title: string;
  /** The HTTP status code. */
  readonly status: number;
  /** What happened this time, and what to do next; always a sentence. */
  readonly detail: string;
  readonly [extension: string]: unknown;
}

const fieldProblemSchema = z
  .object(
    {
      field: text("Dotted path of the field; empty when the value as a whole is refused."),
      message: text("The field, the value, and what was expected."),
    },
    { error: expectation("an object") },
  )
  .meta({ description: "A field that is refused." });

const problemFields = {
  type: text("A URI reference that names the kind of problem."),
  title: text("The kind of problem in a few words."),
  status: count("The HTTP status code."),
  detail: text("What happened, and what to do next."),
  problems: optionalField(
    z
      .array(fieldProblemSchema, { error: expectation("an array of field problems") })
      .meta({ description: "Extension: every field that is refused." }),
  ),
};

/** An error answer, as RFC 9457 has it. */
export const problemSchema: z.ZodType<Problem> = z
  .object(problemFields, { error: expectation("an object") })
  .transform(({ type, title, status, detail, problems }): Problem => ({
    type,
    title,
    status,
    detail,
    ...presentFields({ problems }),
  }))
  .meta({ description: "An error answer (RFC 9457)." });
