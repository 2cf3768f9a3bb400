import fc from "fast-check";

import { jsonChunks, ListOfLongObjects, LongList } from "../../../../src/http/sending/json-chunks";
import { printJson } from "../../../../src/wire/json/json";
import { propertyRuns } from "../../../support/property-runs";

const plain = (entry: unknown): unknown => entry;
const longList = (entries: readonly unknown[]): LongList<unknown> => LongList.of(entries, plain);

test("the chunks together are what printing at once gives, whatever is in the document", () => {
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.bigInt(),
    fc.constantFrom('\n  "list": []', undefined, {}),
  );
  const lists = fc.array(fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.bigInt()), { maxLength: 300 });
  fc.assert(
    fc.property(lists, lists, json, json, fc.string(), (first, second, before, after, key) => {
      const document = (list: (entries: readonly unknown[]) => unknown): Record<string, unknown> => ({
        before,
        list: list(first),
        nested: { before, [key]: { list: list(second), after } },
        after,
      });
      const text = [...jsonChunks(document(longList))].join("");
      expect(text).toBe(`${printJson(document(plain), 2)}\n`);
    }),
    propertyRuns(50),
  );
});

test("a long list comes in chunks, and an entry is only converted when its turn comes", () => {
  let converted = 0;
  const wide = "x".repeat(200);
  const list = LongList.of(Array.from({ length: 1_000 }), () => {
    converted += 1;
    return wide;
  });
  const chunks = jsonChunks({ list });
  chunks.next();
  expect(converted).toBe(128);
  expect([...chunks].length).toBeGreaterThan(5);
});

test("objects with long lists in them are printed one by one, as if they were plain", () => {
  const entries = [[], [1n, 2n], Array.from({ length: 300 }, (_, i) => i)];
  const document = (list: (of: readonly unknown[]) => unknown): Record<string, unknown>[] =>
    entries.map((ids) => ({ before: "a\nb", ids: list(ids) }));
  const chunks = jsonChunks({ objects: new ListOfLongObjects(document(longList)), after: 1 });
  expect([...chunks].join("")).toBe(`${printJson({ objects: document(plain), after: 1 }, 2)}\n`);
  expect([...jsonChunks({ none: new ListOfLongObjects([]) })].join("")).toBe('{\n  "none": []\n}\n');
});

test("many short lists come together", () => {
  const document = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, longList([i])]));
  expect([...jsonChunks(document)]).toHaveLength(1);
});
