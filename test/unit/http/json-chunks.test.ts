import fc from "fast-check";

import { jsonChunks } from "../../../src/http/json-chunks";
import { printJson } from "../../../src/wire/json";

const plain = (entry: unknown): unknown => entry;

test("the chunks together are what printing at once gives, whatever is in the document", () => {
  const json = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.bigInt(), fc.constant('\n  "list": []'));
  fc.assert(
    fc.property(fc.array(json, { maxLength: 300 }), json, json, (entries, before, after) => {
      const document = { before, list: [], nested: { list: [] }, after };
      const text = [...jsonChunks(document, "list", entries, plain)].join("");
      expect(text).toBe(`${printJson({ ...document, list: entries }, 2)}\n`);
    }),
    { numRuns: 50 },
  );
});

test("a long list comes in chunks, and an entry is only converted when its turn comes", () => {
  let converted = 0;
  const chunks = jsonChunks({ list: [] }, "list", Array.from({ length: 1_000 }), () => (converted += 1));
  chunks.next();
  chunks.next();
  expect(converted).toBe(128);
  expect([...chunks].length).toBeGreaterThan(6);
});

test("a document without the list is a mistake of the caller", () => {
  expect(() => [...jsonChunks({ other: [] }, "list", [1], plain)]).toThrow('no empty list "list"');
});
