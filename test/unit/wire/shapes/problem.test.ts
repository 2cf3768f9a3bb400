import { parseJson, printJson } from "../../../../src/wire/json/json";
import { parseWith } from "../../../../src/wire/fields/parse-with";
import { problemSchema } from "../../../../src/wire/shapes/problem";

const PROBLEM = {
  type: "about:blank",
  title: "Not Found",
  status: 404,
  detail: "tenant 5 is not registered",
};
const PROBLEMS = [{ field: "shard_id", message: "shard_id: is missing" }];

test.each([[PROBLEM], [{ ...PROBLEM, problems: PROBLEMS }]])("%j is read", (problem) => {
  const json = parseJson(printJson(problem));
  expect(json.ok && parseWith(problemSchema, json.value)).toStrictEqual({ ok: true, value: problem });
});

test.each([
  [{ status: "404" }, "status", 'expected a whole number from 0 to 9007199254740991, got "404"'],
  [{ problems: {} }, "problems", "expected an array of field problems, got an object"],
  [{ problems: [1n] }, "problems.0", "expected an object, got 1"],
])("a problem with a fault is refused at %#", (fault, field, message) => {
  expect(parseWith(problemSchema, { ...PROBLEM, status: 404n, ...fault })).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: ${message}` }],
  });
});

test("what is no object is no problem", () => {
  expect(parseWith(problemSchema, "x").ok).toBe(false);
});
