import { shardStatsProblem } from "../../../../src/domain/terms/shard-stats";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { shardStats } from "../../../support/domain/domain-fixtures";

const U64_MAX = 2n ** 64n - 1n;
const U16 = "a whole number from 0 to 65535";
const U64 = "a whole number from 0 to 18446744073709551615";

/** What a caller without a type checker could hand in. */
function untyped(overrides: Record<string, unknown>): ShardStats {
  return { ...shardStats(), ...overrides };
}

describe("a heartbeat that its Rust type can hold has no defect", () => {
  test.each<[string, Partial<ShardStats>]>([
    ["of plain values", {}],
    ["of nothing but zeros", { entityCount: 0n, signalThroughputEps: 0, diskBytes: 0n, lastHeartbeatNs: 0n }],
    ["with a throughput of minus zero, which is zero", { signalThroughputEps: -0 }],
    ["with the greatest throughput", { signalThroughputEps: Number.MAX_VALUE }],
    [
      "with every u64 at its greatest and every id at 65535",
      {
        shardId: 65_535,
        regionId: 65_535,
        entityCount: U64_MAX,
        diskBytes: U64_MAX,
        lastHeartbeatNs: U64_MAX,
        leaderSeqno: U64_MAX,
        signalsTotal: U64_MAX,
        bootId: U64_MAX,
        heartbeatSeq: U64_MAX,
        appliedSeqno: U64_MAX,
        replicationLag: new Map([[65_535, U64_MAX]]),
        replicationLagNs: new Map([[0, U64_MAX]]),
      },
    ],
    ["with a role", { role: "follower" }],
  ])("%s", (_, overrides) => {
    expect(shardStatsProblem(shardStats(overrides))).toBeUndefined();
  });
});

describe("a value that its Rust type could not hold is named with its field, itself and what was expected", () => {
  test.each<[string, unknown, string]>([
    ["shardId", 65_536, `shard_id: expected ${U16}, got 65536`],
    ["shardId", -1, `shard_id: expected ${U16}, got -1`],
    ["shardId", 1.5, `shard_id: expected ${U16}, got 1.5`],
    ["shardId", NaN, `shard_id: expected ${U16}, got NaN`],
    ["shardId", "7", `shard_id: expected ${U16}, got 7`],
    ["regionId", 70_000, `region_id: expected ${U16}, got 70000`],
    ["regionId", undefined, `region_id: expected ${U16}, got undefined`],
    ["entityCount", -1n, `entity_count: expected ${U64}, got -1`],
    ["entityCount", 2n ** 64n, `entity_count: expected ${U64}, got 18446744073709551616`],
    ["entityCount", 5, `entity_count: expected ${U64}, as a bigint (5n), got the number 5`],
    ["signalThroughputEps", NaN, "signal_throughput_eps: expected a finite number, 0 or more, got NaN"],
    [
      "signalThroughputEps",
      Infinity,
      "signal_throughput_eps: expected a finite number, 0 or more, got Infinity",
    ],
    [
      "signalThroughputEps",
      -Infinity,
      "signal_throughput_eps: expected a finite number, 0 or more, got -Infinity",
    ],
    ["signalThroughputEps", -0.1, "signal_throughput_eps: expected a finite number, 0 or more, got -0.1"],
    ["diskBytes", -5n, `disk_bytes: expected ${U64}, got -5`],
    ["lastHeartbeatNs", 2n ** 64n, `last_heartbeat_ns: expected ${U64}, got 18446744073709551616`],
    ["leaderSeqno", -1n, `leader_seqno: expected ${U64}, got -1`],
    ["signalsTotal", 2n ** 70n, `signals_total: expected ${U64}, got 1180591620717411303424`],
    ["bootId", 7, `boot_id: expected ${U64}, as a bigint (5n), got the number 7`],
    ["heartbeatSeq", 2n ** 64n, `heartbeat_seq: expected ${U64}, got 18446744073709551616`],
    ["appliedSeqno", -1n, `applied_seqno: expected ${U64}, got -1`],
    [
      "replicationLag",
      { 1: 7n },
      "replication_lag: expected a Map from region ids to bigints, got [object Object]",
    ],
    ["replicationLag", [[1, 7n]], "replication_lag: expected a Map from region ids to bigints, got 1,7"],
    [
      "replicationLag",
      undefined,
      "replication_lag: expected a Map from region ids to bigints, got undefined",
    ],
    ["replicationLagNs", null, "replication_lag_ns: expected a Map from region ids to bigints, got null"],
    ["replicationLag", new Map([[1, -1n]]), `replication_lag.1: expected ${U64}, got -1`],
    [
      "replicationLag",
      new Map([[65_536, 1n]]),
      `replication_lag: expected region ids as keys, each ${U16}, got 65536`,
    ],
    [
      "replicationLagNs",
      new Map([[2, 2n ** 64n]]),
      `replication_lag_ns.2: expected ${U64}, got 18446744073709551616`,
    ],
    [
      "replicationLagNs",
      new Map([[-1, 1n]]),
      `replication_lag_ns: expected region ids as keys, each ${U16}, got -1`,
    ],
  ])("%s of %p", (name, value, message) => {
    const field = message.slice(0, message.indexOf(":"));
    expect(shardStatsProblem(untyped({ [name]: value }))).toEqual({ field, message });
  });

  test("the first defect is the one that is told", () => {
    expect(shardStatsProblem(untyped({ diskBytes: -1n, shardId: -1 }))?.field).toBe("shard_id");
  });

  test("one bad follower among good ones is found", () => {
    const replicationLag = new Map([
      [1, 0n],
      [2, -7n],
    ]);
    expect(shardStatsProblem(shardStats({ replicationLag }))?.field).toBe("replication_lag.2");
  });
});
