import { parseWith } from "../../../../src/wire/fields/parse-with";
import { regionDetailsSchema } from "../../../../src/wire/shapes/region-details";

const REASON = { rule: "replication_lag", shard: 7n, observed: 6n, threshold: 5n, evidence_age_ms: 12.5 };
const DETAILS = { name: "us-east", state: "Degraded", since_ns: 1n, reasons: [REASON] };

test("a reason without a follower has none afterwards, also when it is null", () => {
  const value = {
    name: "us-east",
    state: "Degraded",
    sinceNs: 1n,
    reasons: [{ rule: "replication_lag", shardId: 7, observed: 6, threshold: 5, evidenceAgeMs: 12.5 }],
  };
  expect(parseWith(regionDetailsSchema, DETAILS)).toStrictEqual({ ok: true, value });
  expect(
    parseWith(regionDetailsSchema, { ...DETAILS, reasons: [{ ...REASON, follower: null }] }),
  ).toStrictEqual({
    ok: true,
    value,
  });
});

test.each([
  [{ name: 1n }, "name", "expected a text, got 1"],
  [{ name: undefined }, "name", "is missing, expected a text"],
  [
    { state: "healthy" },
    "state",
    'expected one of "Healthy", "Degraded", "Offline", "Unknown", got "healthy"',
  ],
  [{ since_ns: -1n }, "since_ns", "expected a whole number from 0 to 18446744073709551615, got -1"],
  [{ reasons: {} }, "reasons", "expected an array of reasons, got an object"],
  [{ reasons: [7n] }, "reasons.0", "expected an object, got 7"],
  [
    { reasons: [{ ...REASON, rule: "bad_luck" }] },
    "reasons.0.rule",
    'expected one of "no_heartbeat", "never_heard", "not_heard_yet", "replication_lag", "source_unreachable", "source_stalled", got "bad_luck"',
  ],
  [{ explained_by: "region:1" }, "explained_by", 'expected an array of incident ids, got "region:1"'],
  [{ explained_by: [1n] }, "explained_by.0", "expected a text, got 1"],
  [{ is_explained: 1n }, "is_explained", "expected true or false, got 1"],
  [
    { reasons: [{ ...REASON, follower: 65536n }] },
    "reasons.0.follower",
    "expected a whole number from 0 to 65535, got 65536",
  ],
  [
    { reasons: [{ ...REASON, observed: Infinity }] },
    "reasons.0.observed",
    "expected a finite number, got a number above the range of 64-bit floats",
  ],
])("%j is refused", (fault, field, problem) => {
  expect(parseWith(regionDetailsSchema, { ...DETAILS, ...fault })).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: ${problem}` }],
  });
});

test("what explains it may be missing, as an older exporter leaves it out, and null", () => {
  const explained = { explained_by: ["region:2", "link:0-1"], is_explained: false };
  expect(parseWith(regionDetailsSchema, { ...DETAILS, ...explained })).toMatchObject({
    ok: true,
    value: { explainedBy: ["region:2", "link:0-1"], isExplained: false },
  });
  const parsed = parseWith(regionDetailsSchema, { ...DETAILS, explained_by: null, is_explained: null });
  expect(parsed).toStrictEqual(parseWith(regionDetailsSchema, DETAILS));
});

test("what is no object is no region's details", () => {
  expect(parseWith(regionDetailsSchema, "Healthy")).toEqual({
    ok: false,
    problems: [{ field: "", message: 'expected an object, got "Healthy"' }],
  });
});
