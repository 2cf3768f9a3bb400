import { heartbeatReportSchema, heartbeatReportToWire } from "../../../../src/wire/shapes/heartbeat-report";
import { parseJson, printJson } from "../../../../src/wire/json/json";
import { parseWith } from "../../../../src/wire/fields/parse-with";

const REPORT = {
  accepted: 997,
  stale: 1,
  retired: 0,
  rejected: [{ index: 3, field: "entity_count", message: "entity_count: expected ..." }],
};

test("a report is printed and read", () => {
  const text = printJson(heartbeatReportToWire(REPORT));
  expect(text).toBe(
    '{"accepted":997,"stale":1,"retired":0,"rejected":[{"index":3,"field":"entity_count","message":"entity_count: expected ..."}]}',
  );
  const json = parseJson(text);
  expect(json.ok && parseWith(heartbeatReportSchema, json.value)).toStrictEqual({ ok: true, value: REPORT });
});

test.each([
  [{ accepted: -1n }, "accepted", "expected a whole number from 0 to 9007199254740991, got -1"],
  [{ rejected: 0n }, "rejected", "expected an array of rejected heartbeats, got 0"],
  [{ rejected: ["x"] }, "rejected.0", 'expected an object, got "x"'],
])("a report with a fault is refused at %#", (fault, field, problem) => {
  expect(
    parseWith(heartbeatReportSchema, { accepted: 0n, stale: 0n, retired: 0n, rejected: [], ...fault }),
  ).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: ${problem}` }],
  });
});

test("what is no object is no report", () => {
  expect(parseWith(heartbeatReportSchema, null).ok).toBe(false);
});
