import { jsonFieldAt } from "../../../../src/wire/json/json-field-at";

describe("the field that a position in a JSON text belongs to", () => {
  test.each([
    ["", ""],
    ["N", ""],
    ["[1, N", ""],
    ['{"a": N', "a"],
    ['{"a": 1, N', ""],
    ['{"a": 1, "b": N', "b"],
    ['{"a": {"b": 1}, "c": N', "c"],
    ['{"a": {"b": N', "a.b"],
    ['{"a": [1, {"b": N', "a.1.b"],
    ['{"a": [1, N', "a"],
    ['[{"a": 1}, {"a": N', "1.a"],
    ['{"a, }": N', "a, }"],
    ['{"a": "x:{[,", "b": N', "b"],
    ["}]N", ""],
  ])("of %s at N is %j", (text, field) => {
    expect(jsonFieldAt(text, text.indexOf("N"))).toBe(field);
  });

  test("does not depend on what stands behind it", () => {
    expect(jsonFieldAt('{"a": N, "b": {"c": [', 6)).toBe("a");
  });
});
