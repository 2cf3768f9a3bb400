import fc from "fast-check";
import { shardStatsProblem } from "../../../../src/domain/terms/shard-stats";
import { parseJson, printJson } from "../../../../src/wire/json/json";
import { parseWith } from "../../../../src/wire/fields/parse-with";
import { printShardStats, shardStatsSchema, shardStatsToWire } from "../../../../src/wire/shapes/shard-stats";
import { propertyRuns } from "../../../support/property-runs";
import { anyShardStats } from "../../../support/wire/wire-arbitraries";

const REQUIRED = {
  shard_id: "7",
  region_id: "1",
  entity_count: "9007199254740993",
  signal_throughput_eps: "1.5",
  replication_lag: '{"0":18446744073709551615,"2":0}',
  disk_bytes: "0",
  last_heartbeat_ns: "1732300000000000123",
};

/** The text of a heartbeat with some fields replaced, added, or (undefined) left out. */
function heartbeat(fields: Readonly<Record<string, string | undefined>> = {}): string {
  const replaced: typeof fields = { ...REQUIRED, ...fields };
  const entries = Object.entries(replaced).flatMap(([name, literal]) =>
    literal === undefined ? [] : [`"${name}":${literal}`],
  );
  return `{${entries.join()}}`;
}

function read(text: string): ReturnType<typeof parseWith<unknown>> {
  const json = parseJson(text);
  if (!json.ok) throw new Error(json.message);
  return parseWith(shardStatsSchema, json.value);
}

const STATS = {
  shardId: 7,
  regionId: 1,
  entityCount: 9007199254740993n,
  signalThroughputEps: 1.5,
  replicationLag: new Map([
    [0, 18446744073709551615n],
    [2, 0n],
  ]),
  diskBytes: 0n,
  lastHeartbeatNs: 1732300000000000123n,
};

test("the fields of tidalDB's own type are enough", () => {
  const result = read(heartbeat());
  expect(result).toStrictEqual({ ok: true, value: STATS });
});

test("extensions are read", () => {
  const text = heartbeat({
    role: '"follower"',
    leader_seqno: "18446744073709551615",
    replication_lag_ns: '{"2":5000000001}',
    signals_total: "3",
    boot_id: "18446744073709551615",
    heartbeat_seq: "0",
    applied_seqno: "9007199254740993",
  });
  expect(read(text)).toStrictEqual({
    ok: true,
    value: {
      ...STATS,
      role: "follower",
      leaderSeqno: 18446744073709551615n,
      replicationLagNs: new Map([[2, 5000000001n]]),
      signalsTotal: 3n,
      bootId: 18446744073709551615n,
      heartbeatSeq: 0n,
      appliedSeqno: 9007199254740993n,
    },
  });
});

test("null in an extension means that it is absent", () => {
  const text = heartbeat({
    role: "null",
    leader_seqno: "null",
    replication_lag_ns: "null",
    signals_total: "null",
    boot_id: "null",
    heartbeat_seq: "null",
    applied_seqno: "null",
  });
  expect(read(text)).toStrictEqual({ ok: true, value: STATS });
});

test("unknown fields are ignored", () => {
  expect(read(heartbeat({ constructor: "{}", later: "[1,2]" }))).toStrictEqual({ ok: true, value: STATS });
});

const U16 = "a whole number from 0 to 65535";
const U64 = "a whole number from 0 to 18446744073709551615";
const EPS = "a finite number, 0 or more";
const LAG = "an object with region ids as keys";

test.each([
  ["shard_id", "-1", `expected ${U16}, got -1`],
  ["shard_id", "65536", `expected ${U16}, got 65536`],
  ["shard_id", '"7"', `expected ${U16}, got "7"`],
  ["shard_id", undefined, `is missing, expected ${U16}`],
  ["region_id", "1.0", `expected ${U16}, got 1 with a fraction or an exponent`],
  ["region_id", undefined, `is missing, expected ${U16}`],
  ["entity_count", "-1", `expected ${U64}, got -1`],
  ["entity_count", "18446744073709551616", `expected ${U64}, got 18446744073709551616`],
  ["entity_count", "1e3", `expected ${U64}, got 1000 with a fraction or an exponent`],
  ["entity_count", "0.5", `expected ${U64}, got 0.5`],
  ["entity_count", "null", `expected ${U64}, got null`],
  ["entity_count", undefined, `is missing, expected ${U64}`],
  ["signal_throughput_eps", "1e400", `expected ${EPS}, got a number above the range of 64-bit floats`],
  ["signal_throughput_eps", "-0.5", `expected ${EPS}, got -0.5`],
  ["signal_throughput_eps", '"NaN"', `expected ${EPS}, got "NaN"`],
  ["signal_throughput_eps", "null", `expected ${EPS}, got null`],
  ["signal_throughput_eps", undefined, `is missing, expected ${EPS}`],
  ["replication_lag", "[]", `expected ${LAG}, got an array`],
  ["replication_lag", undefined, `is missing, expected ${LAG}`],
  ["disk_bytes", "true", `expected ${U64}, got true`],
  ["disk_bytes", undefined, `is missing, expected ${U64}`],
  ["last_heartbeat_ns", '"2024-11-22"', `expected ${U64}, got "2024-11-22"`],
  ["last_heartbeat_ns", undefined, `is missing, expected ${U64}`],
  ["role", '"Leader"', 'expected one of "leader", "follower", got "Leader"'],
  ["leader_seqno", "-1", `expected ${U64}, got -1`],
  ["replication_lag_ns", "5", `expected ${LAG}, got 5`],
  ["signals_total", "1.5", `expected ${U64}, got 1.5`],
  ["boot_id", '"6f1c"', `expected ${U64}, got "6f1c"`],
  ["boot_id", "18446744073709551616", `expected ${U64}, got 18446744073709551616`],
  ["heartbeat_seq", "-1", `expected ${U64}, got -1`],
  ["heartbeat_seq", "1e3", `expected ${U64}, got 1000 with a fraction or an exponent`],
  ["applied_seqno", "0.5", `expected ${U64}, got 0.5`],
])("%s: %s is refused", (field, literal, problem) => {
  expect(read(heartbeat({ [field]: literal }))).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: ${problem}` }],
  });
});

test.each([
  [
    '{"07":1}',
    "replication_lag.07",
    'expected a region id as the key, a whole number from 0 to 65535, got "07"',
  ],
  ['{"0":1,"2":-1}', "replication_lag.2", `expected ${U64}, got -1`],
])("replication_lag: %s is refused by its key", (literal, field, problem) => {
  expect(read(heartbeat({ replication_lag: literal }))).toEqual({
    ok: false,
    problems: [{ field, message: `${field}: ${problem}` }],
  });
});

test("every problem of one heartbeat is named, in the order of the fields", () => {
  const result = read(heartbeat({ shard_id: "-1", disk_bytes: "1.5", role: '"boss"' }));
  expect(!result.ok && result.problems.map(({ field }) => field)).toEqual(["shard_id", "disk_bytes", "role"]);
});

test.each([
  ["[]", "an array"],
  ["null", "null"],
  ['"x"', '"x"'],
  ["5", "5"],
])("%s is no heartbeat", (text, shown) => {
  expect(read(text)).toEqual({
    ok: false,
    problems: [{ field: "", message: `expected an object, got ${shown}` }],
  });
});

test("any heartbeat survives the wire to the last bit", () => {
  fc.assert(
    fc.property(anyShardStats, (stats) => {
      expect(read(printJson(shardStatsToWire(stats)))).toStrictEqual({ ok: true, value: stats });
    }),
    propertyRuns(),
  );
});

test("whatever the wire lets pass, the domain has no fault to find with", () => {
  const literal = fc.oneof(
    fc.constantFrom(
      "-0",
      "-1",
      "1.0",
      "1e400",
      "65536",
      "18446744073709551616",
      "null",
      '"x"',
      "{}",
      '{"07":1}',
    ),
    fc.bigInt({ min: -2n, max: 1n << 65n }).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  );
  const fields = fc.record(Object.fromEntries(Object.keys(REQUIRED).map((field) => [field, literal])), {
    requiredKeys: [],
  });
  fc.assert(
    fc.property(fields, (replaced) => {
      const json = parseJson(heartbeat(replaced));
      const result = json.ok ? parseWith(shardStatsSchema, json.value) : undefined;
      expect(result?.ok === true ? shardStatsProblem(result.value) : undefined).toBeUndefined();
    }),
    propertyRuns(500),
  );
});

test("a throughput that overflowed is printed as the largest f64", () => {
  expect(shardStatsToWire({ ...STATS, signalThroughputEps: Infinity })["signal_throughput_eps"]).toBe(
    Number.MAX_VALUE,
  );
});

test("the text of a heartbeat is its plain JSON, printed", () => {
  fc.assert(
    fc.property(anyShardStats, fc.constantFrom("\n", "\n    "), (stats, lineBreak) => {
      const printed = printJson(shardStatsToWire(stats), 2).replaceAll("\n", lineBreak);
      expect(printShardStats(stats, lineBreak)).toBe(printed);
    }),
    propertyRuns(500),
  );
});
