import { describedValue, shortened } from "../../../../src/wire/json/described-value";

test.each([
  ["a text", "abc", '"abc"'],
  ["a text with a quote", 'a"b', '"a\\"b"'],
  ["a long text", "x".repeat(1000), `"${"x".repeat(40)}…"`],
  ["null", null, "null"],
  ["a boolean", true, "true"],
  ["a fraction", 1.5, "1.5"],
  ["negative zero", -0, "-0"],
  ["a literal past the range", Infinity, "a number above the range of 64-bit floats"],
  ["a literal past the other end", -Infinity, "a number below the range of 64-bit floats"],
  ["an integer", 18446744073709551616n, "18446744073709551616"],
  ["a long integer", 10n ** 399n, `1${"0".repeat(39)}…`],
  ["an array", [1n, 2n], "an array"],
  ["an object", { a: 1n }, "an object"],
])("%s is described in one line", (_name, value, expected) => {
  expect(describedValue(value)).toBe(expected);
});

test("a text is not shortened inside a surrogate pair", () => {
  expect(shortened("ab\u{1f30a}cd", 3)).toBe("ab…");
  expect(shortened("ab\u{1f30a}cd", 4)).toBe("ab\u{1f30a}…");
});

test("a text of exactly the length stays as it is", () => {
  expect(shortened("abc", 3)).toBe("abc");
});
