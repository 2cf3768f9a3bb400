import fc from "fast-check";
import { JsonValueEnd } from "../../../../src/wire/json/json-value-end";
import { propertyRuns } from "../../../support/property-runs";

function endOf(text: string): number {
  const end = new JsonValueEnd();
  end.start();
  return end.find(Buffer.from(text), 0);
}

test.each([
  ["1,2", 1],
  ["1]", 1],
  ["]", 0],
  [",", 0],
  ['{"a":[1,2]} ,', 12],
  ['"a,b]",', 6],
  ['"\\\\",', 4],
  ['"\\",",', 5],
  ["{,},", 3],
  ["[[}},", 4],
])("the element of %j ends at %d", (text, expected) => {
  expect(endOf(text)).toBe(expected);
});

test.each(["", "1", '"a,', '{"a":1,', "[1]", '"\\"'])("the element of %j goes on", (text) => {
  expect(endOf(text)).toBe(-1);
});

test("any JSON value ends where it ends, in whatever pieces it arrives", () => {
  fc.assert(
    fc.property(fc.json(), fc.array(fc.nat(), { maxLength: 5 }), (json, places) => {
      const bytes = Buffer.from(`${json},0]`);
      const ends = [...places.map((place) => place % bytes.length), bytes.length].sort((a, b) => a - b);
      const valueEnd = new JsonValueEnd();
      valueEnd.start();
      let start = 0;
      for (const end of ends) {
        const found = valueEnd.find(bytes.subarray(start, end), 0);
        if (found !== -1) {
          expect(start + found).toBe(Buffer.byteLength(json));
          return;
        }
        start = end;
      }
      throw new Error("no end was found");
    }),
    propertyRuns(),
  );
});
