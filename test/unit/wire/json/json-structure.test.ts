import { jsonStructureProblem, MAX_JSON_DEPTH } from "../../../../src/wire/json/json-structure";

test.each([
  ['{"a":1,"a":1}', 'duplicate key "a" at position 7'],
  ['{"a":1,"\\u0061":2}', 'duplicate key "a" at position 7'],
  ['{"\\u0061":1 , "a":2}', 'duplicate key "a" at position 14'],
  ['{"":1,"":1}', 'duplicate key "" at position 6'],
  ['{"x":{"b":[{},{"c":1,"c":1}]}}', 'duplicate key "c" at position 21'],
  ['{"x":{"b":1},"x":2}', 'duplicate key "x" at position 13'],
  ['{"x":[1,"y"],"x":2}', 'duplicate key "x" at position 13'],
  ['{"a\\"":1,"a\\"":1}', 'duplicate key "a\\"" at position 9'],
  ['{"a\\\\":1,"a\\\\":1}', 'duplicate key "a\\\\" at position 9'],
  ['{"__proto__":1}', 'key "__proto__" at position 1 is not allowed'],
  ['[{"a":{"\\u005f_proto_\\u005F":{}}}]', 'key "__proto__" at position 7 is not allowed'],
  [`{"${"k".repeat(100)}":1,"${"k".repeat(100)}":1}`, `duplicate key "${"k".repeat(40)}…" at position 106`],
])("%s is refused with the key and its position", (text, problem) => {
  expect(jsonStructureProblem(text)).toBe(problem);
});

test.each([
  ['{"a":1,"b":1}'],
  ['[{"a":1},{"a":1}]'],
  ['{"a":{"a":{"a":1}}}'],
  ['{"a":"a","b":"a"}'],
  ['{"a":["a","a","b"],"b":1}'],
  ['{"a":"__proto__"}'],
  ['["__proto__","a","a"]'],
  ['{"proto":1,"constructor":2,"toString":3}'],
  ['{"a":"{[,\\"","b":1}'],
  ['{"a":"\\\\","b":"\\\\"}'],
  ['"a"'],
  [""],
])("%s has nothing to refuse", (text) => {
  expect(jsonStructureProblem(text)).toBeUndefined();
});

test.each([['{"a'], ['{"a\\'], ['{"\\x":1,"\\x":1}'], ['"a":1,"a":1'], ["]]}}"], ['{"a" "a"'], ['{,"\\u00']])(
  "%s is no JSON, which is left to the parser",
  (text) => {
    expect(jsonStructureProblem(text)).toBeUndefined();
  },
);

test.each([
  ["[", "]"],
  ['{"a":', "}"],
])("nesting of %s is allowed to the limit and refused one past it", (open, close) => {
  const nested = (depth: number): string => open.repeat(depth) + "1" + close.repeat(depth);
  expect(jsonStructureProblem(nested(MAX_JSON_DEPTH))).toBeUndefined();
  expect(jsonStructureProblem(nested(MAX_JSON_DEPTH + 1))).toBe(
    `nested deeper than 32 levels at position ${open.length * MAX_JSON_DEPTH}`,
  );
});

test("brackets that were closed do not count as nesting", () => {
  expect(jsonStructureProblem(`[${Array(1000).fill("[[]]").join()}]`)).toBeUndefined();
});
