import { parseStateDocument } from "../../src/store/file/state-document";

test.each([
  ["1.0", "expected 1, 2, 3 or 4, got 1 with a fraction or an exponent"],
  ["2.0", "expected 1, 2, 3 or 4, got 2 with a fraction or an exponent"],
  ["1e0", "expected 1, 2, 3 or 4, got 1 with a fraction or an exponent"],
  ["10e-1", "expected 1, 2, 3 or 4, got 1 with a fraction or an exponent"],
  ["1.5", "expected 1, 2, 3 or 4, got 1.5"],
  ["-0", "expected 1, 2, 3 or 4, got -0"],
  ['"1"', 'expected 1, 2, 3 or 4, got "1"'],
  ["true", "expected 1, 2, 3 or 4, got true"],
  ["null", "expected 1, 2, 3 or 4, got null"],
  ["5", "expected 1, 2, 3 or 4, got 5, written by a newer release: run that release or a later one"],
])("a state file of version %s is refused with what is wrong about it", (version, message) => {
  const text = `{"version": ${version}, "topology": {"shards": []}, "tenants": []}`;
  expect(parseStateDocument(Buffer.from(text))).toEqual({ ok: false, message: `version: ${message}` });
});
