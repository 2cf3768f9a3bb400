import fc from "fast-check";
import { jsonArrayElements } from "../../../src/wire/json-array-elements";

test.each([
  ["[1,2]", ["1", "2"]],
  [' \r\n[ 1 , {"a":[1,2]} ]\t', [" 1 ", ' {"a":[1,2]} ']],
  ['["a,b","]","\\",["]', ['"a,b"', '"]"', '"\\",["']],
  ["[1,,2]", ["1", "", "2"]],
  ["[NaN,{,},nonsense]", ["NaN", "{,}", "nonsense"]],
])("%s is cut at its own commas", (text, elements) => {
  expect(jsonArrayElements(text, 10)).toEqual(elements);
});

test.each([
  ["an object", '{"a":1}'],
  ["an array that was cut short", '[{"a":1},{"b":'],
  ["an array with a string that never ends", '[1,"a]'],
  ["an array with something behind it", "[1] x"],
  ["an array behind something that JSON does not count as blank", "\u00a0[1]"],
  ["nothing", ""],
])("%s is not one whole array", (_name, text) => {
  expect(jsonArrayElements(text, 10)).toBeUndefined();
});

test("it stops at the limit", () => {
  expect(jsonArrayElements(`[${"0,".repeat(1_000_000)}0]`, 3)).toEqual(["0", "0", "0"]);
});

test("the elements of any JSON array are the texts that its values were printed as", () => {
  fc.assert(
    fc.property(fc.array(fc.json(), { minLength: 1 }), (elements) => {
      expect(jsonArrayElements(`[${elements.join(",")}]`, 1000)).toEqual(elements);
    }),
  );
});
