import { sourceFaultId } from "../../src/domain/incidents/terms/fault";
import { parseHeardDocument, printHeardDocument } from "../../src/store/file/heard-document";

const kept = { monotonicMs: 1, wallNs: 1n, machine: "this-one" };

// The id of an incident about a source has the source's name in it. The whole file was refused for such a line, so that all that
// had been heard was forgotten at the next start, just when a source was in trouble.
test.each([
  "us-east-leader",
  "leader of us-east",
  "führung 1",
  "指揮",
  "😀",
  "100%",
  "%41",
  "a\u2028b",
  'a" 5',
  "x".repeat(200),
  "指".repeat(200),
])("what was heard while the source %j was in trouble is read back", (name) => {
  const incidents = [
    { id: sourceFaultId(name), ageMs: 70_000 },
    { id: "region:1", ageMs: 5 },
  ];
  const text = [...printHeardDocument({ kept, isLast: true, incidents, replicas: [] })].join("");

  expect(text).toMatch(/^[\n -~]+$/);
  expect(parseHeardDocument(text)).toEqual({
    ok: true,
    value: { kept, isLast: true, recollection: { incidents, replicas: [] } },
  });
});

test("half a character in a name costs that name, and nothing else", () => {
  const incidents = [{ id: sourceFaultId("a\ud800"), ageMs: 1 }];
  const text = [...printHeardDocument({ kept, isLast: true, incidents, replicas: [] })].join("");

  expect(parseHeardDocument(text)).toMatchObject({
    ok: true,
    value: { recollection: { incidents: [{ id: "source:a\ufffd" }] } },
  });
});
