import fc from "fast-check";
import { printable, printableJson, printableJsonText } from "../../../../src/cli/terminal/printable";
import { anyText } from "../../../support/any-text";
import { propertyRuns } from "../../../support/property-runs";

/** What moves a cursor, ends a line, hides or turns text. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

test.each([
  ["eu-west", "eu-west"],
  ["Zürich 東京 🌍", "Zürich 東京 🌍"],
  ["\u001b[31mred", "\\u001b[31mred"],
  ["two\nlines\r\t", "two\\u000alines\\u000d\\u0009"],
  ["\u009b2J", "\\u009b2J"],
  ["abc\u202edcba", "abc\\u202edcba"],
  ["half \ud800", "half \ufffd"],
])("%j is shown as %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("nothing that a terminal acts upon gets through, in texts, keys and JSON", () => {
  const json = fc.jsonValue({ stringUnit: "binary" });
  fc.assert(
    fc.property(anyText(), json, (text, value) => {
      expect(printable(text)).not.toMatch(HARMFUL);
      expect(JSON.stringify(printableJson(value))).not.toMatch(HARMFUL);
      const shown = printableJsonText(JSON.stringify(value));
      expect(shown).not.toMatch(HARMFUL);
      expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    propertyRuns(500),
  );
});
