import { z } from "zod";
import { parseWith, wholeValueProblem } from "../../../../src/wire/fields/parse-with";

test("a value that fits is handed over", () => {
  expect(parseWith(z.bigint(), 1n)).toEqual({ ok: true, value: 1n });
});

test("every problem has the field's dotted path, in front of the message too", () => {
  const error = "expected a text";
  const schema = z.object({ a: z.array(z.object({ b: z.string({ error }) })), c: z.string({ error }) });
  expect(parseWith(schema, { a: [{ b: "" }, { b: 1n }], c: null })).toEqual({
    ok: false,
    problems: [
      { field: "a.1.b", message: "a.1.b: expected a text" },
      { field: "c", message: "c: expected a text" },
    ],
  });
});

test("a problem of the value as a whole has no field", () => {
  expect(parseWith(z.string({ error: "expected a text" }), 1n)).toEqual({
    ok: false,
    problems: [wholeValueProblem("expected a text")],
  });
});

test("a path made of long keys is shortened", () => {
  const schema = z.record(z.string(), z.string({ error: "expected a text" }));
  const field = `${"k".repeat(40)}…`;
  expect(parseWith(schema, { ["k".repeat(1000)]: 1n })).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: expected a text` }],
  });
});

test("a schema that refuses without a reason is a mistake in the schema", () => {
  const silent = z.string();
  jest
    .spyOn(silent, "safeParse")
    .mockReturnValue({ success: false, error: new z.ZodError([]) as z.ZodError<string> });
  expect(() => parseWith(silent, "x")).toThrow(
    "parseWith: the schema refused a value without naming a problem",
  );
});
