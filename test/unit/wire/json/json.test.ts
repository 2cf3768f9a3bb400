import fc from "fast-check";
import { describedValue } from "../../../../src/wire/json/described-value";
import { parseJson, printJson } from "../../../../src/wire/json/json";
import { jsonStructureProblem } from "../../../../src/wire/json/json-structure";
import { anyText } from "../../../support/any-text";
import { propertyRuns } from "../../../support/property-runs";
import { anyU64 } from "../../../support/wire/wire-arbitraries";

/** Cases with a title of one line: some of these texts are a million characters long. */
function titled<T>(cases: readonly (readonly [string, T])[]): [string, string, T][] {
  return cases.map(([text, expected]) => [describedValue(text), text, expected]);
}

const READ: readonly (readonly [string, unknown])[] = [
  ["0", 0n],
  ["9007199254740993", 9007199254740993n],
  ["18446744073709551615", 18446744073709551615n],
  ["18446744073709551616", 18446744073709551616n],
  ["-1", -1n],
  ["-0", -0],
  ["5.0", 5],
  ["1e3", 1000],
  ["1E-2", 0.01],
  ["1e400", Infinity],
  ["-1e400", -Infinity],
  ["1".repeat(400), BigInt("1".repeat(400))],
  ["0." + "1".repeat(1_000_000), 0.1111111111111111],
  [' [1, {"a": "\\u00e9\\n"}, true, null]\r\n', [1n, { a: "é\n" }, true, null]],
];

test.each(titled(READ))("%s is read", (_title, text, value) => {
  expect(parseJson(text)).toEqual({ ok: true, value });
});

const REFUSED: readonly (readonly [string, string])[] = [
  ["", "JSON value expected but reached end of input at position 0"],
  ["{", "Quoted object key or end of object '}' expected but reached end of input at position 1"],
  ["[1,]", "Array item expected but got ']' at position 3"],
  ['{"a":1,}', "Quoted object key expected but got '}' at position 7"],
  ["NaN", "JSON value expected but got 'N' at position 0"],
  ["[-Infinity]", "Invalid number '-', expecting a digit but got 'I' at position 2"],
  ["01", "Expected end of input but got '1' at position 1"],
  ["+1", "JSON value expected but got '+' at position 0"],
  ["1 2", "Expected end of input but got '2' at position 2"],
  ["'a'", "JSON value expected but got ''' at position 0"],
  ['"a\nb"', "Invalid character '\n' at position 2"],
  ["\ufeff1", "JSON value expected but got '\ufeff' at position 0"],
  ['{"a":1,"a":1}', 'duplicate key "a" at position 7'],
  ['{"__proto__":{}}', 'key "__proto__" at position 1 is not allowed'],
  ["[".repeat(10_000), "nested deeper than 32 levels at position 32"],
  ["1".repeat(401), `an integer of 401 characters (${"1".repeat(40)}…), expected at most 400`],
  [
    "-" + "9".repeat(1_000_000),
    `an integer of 1000001 characters (-${"9".repeat(39)}…), expected at most 400`,
  ],
];

test.each(titled(REFUSED))("%s is refused", (_title, text, problem) => {
  expect(parseJson(text)).toEqual({ ok: false, field: "", message: `not valid JSON: ${problem}` });
});

test("a message never carries a long number back", () => {
  const result = parseJson("1".repeat(1_000_000) + ".x");
  expect(result).toEqual({
    ok: false,
    field: "",
    message: `not valid JSON: Invalid number '${"1".repeat(184)}…`,
  });
});

test.each([
  ["a string of two million characters", `"${"x".repeat(2_000_000)}"`],
  ["a million array elements", `[${"0,".repeat(1_000_000)}0]`],
  ["two hundred thousand keys", `{${Array.from({ length: 200_000 }, (_, n) => `"${n}":0`).join()}}`],
  ["a million blanks", " ".repeat(1_000_000) + "0"],
  ["a million escaped backslashes", `"${"\\\\".repeat(1_000_000)}"`],
])("%s is read in linear time", (_name, text) => {
  expect(parseJson(text).ok).toBe(true);
});

test.each([
  ["a million open brackets", "[".repeat(1_000_000)],
  ["an open string of a million quotes", '"' + '\\"'.repeat(1_000_000)],
  ["a million minus signs", "-".repeat(1_000_000)],
])("%s is refused in linear time", (_name, text) => {
  expect(parseJson(text).ok).toBe(false);
});

/** What JSON.parse would have made of it. */
function withDoubles(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(withDoubles);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withDoubles(entry)]));
}

test("every document that the structure allows reads as JSON.parse reads it, but for the width of integers", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      fc.pre(jsonStructureProblem(text) === undefined);
      const result = parseJson(text);
      expect(result.ok && withDoubles(result.value)).toEqual(JSON.parse(text));
    }),
    propertyRuns(),
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("a document with one character changed is accepted when JSON.parse accepts it, and only then", () => {
  const damage = fc.record({
    json: fc.json(),
    at: fc.nat(),
    by: fc.constantFrom(...Array.from('{}[]",:\\-+.eE019 \nu\u0000tn')),
  });
  fc.assert(
    fc.property(damage, ({ json, at, by }) => {
      const position = at % json.length;
      const text = json.slice(0, position) + by + json.slice(position + 1);
      fc.pre(jsonStructureProblem(text) === undefined);
      expect(parseJson(text).ok).toBe(isJson(text));
    }),
    propertyRuns(2_000),
  );
});

test("no text at all makes it throw", () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(typeof parseJson(text).ok).toBe("boolean");
    }),
    propertyRuns(),
  );
});

test("integers survive printing and parsing to the last bit", () => {
  fc.assert(
    fc.property(fc.array(anyU64), (values) => {
      expect(parseJson(printJson(values))).toEqual({ ok: true, value: values });
    }),
    propertyRuns(),
  );
});

test("printing leaves undefined properties out and indents on request", () => {
  const value = { a: 1n, b: undefined, c: [1.5, "x"] };
  expect(printJson(value)).toBe('{"a":1,"c":[1.5,"x"]}');
  expect(printJson(value, 2)).toBe('{\n  "a": 1,\n  "c": [\n    1.5,\n    "x"\n  ]\n}');
});

test("what has no JSON form is not printed", () => {
  expect(() => printJson(undefined)).toThrow(
    new TypeError("printJson: expected a JSON value, got undefined"),
  );
});
