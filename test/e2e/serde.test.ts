import type { ClusterHealth } from "../../src/domain/terms/cluster-health";
import type { ShardStats } from "../../src/domain/terms/shard-stats";
import { parseClusterHealth, printClusterHealth } from "../../src/wire/shapes/cluster-health";
import { readWithRust } from "../support/programs/contract-reader";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { buildRustProgram } from "../support/programs/rust-program";

const U64_EDGES: readonly (readonly [name: string, value: bigint])[] = [
  ["0", 0n],
  ["2^53 - 1", 2n ** 53n - 1n],
  ["2^53 + 1", 2n ** 53n + 1n],
  ["2^64 - 1", 2n ** 64n - 1n],
];

const F64_EDGES: readonly number[] = [
  0,
  0.1,
  1,
  25_000,
  8_333.333_333_333_334,
  5e-324,
  1e21,
  Number.MAX_VALUE,
];

/** What the Rust types hold, each u64 at `value`, with ids and map keys at both ends of u16. */
function contractHealth(value: bigint, eventsPerSecond = 12.5): ClusterHealth {
  const stats: ShardStats = {
    shardId: 65_535,
    regionId: 0,
    entityCount: value,
    signalThroughputEps: eventsPerSecond,
    replicationLag: new Map([
      [1, value],
      [65_535, value],
    ]),
    diskBytes: value,
    lastHeartbeatNs: value,
  };
  return {
    snapshotNs: value,
    shards: [stats, { ...stats, shardId: 0, regionId: 65_535, replicationLag: new Map() }],
    regions: new Map([
      [0, "Healthy"],
      [1, "Degraded"],
      [65_535, "Offline"],
    ]),
    tenantCount: Number.MAX_SAFE_INTEGER,
    totalEntities: value,
    totalSignalsEps: eventsPerSecond,
  };
}

/** The same with every extension, none of which the Rust types know. */
function extendedHealth(value: bigint): ClusterHealth {
  const health = contractHealth(value);
  const reason = {
    rule: "replication_lag",
    shardId: 65_535,
    follower: 1,
    observed: 6.5,
    threshold: 5,
    evidenceAgeMs: 250,
  } as const;
  return {
    ...health,
    shards: health.shards.map((stats) => ({
      ...stats,
      role: "leader",
      leaderSeqno: value,
      replicationLagNs: new Map([[1, value]]),
      signalsTotal: value,
      bootId: value,
      heartbeatSeq: value,
      appliedSeqno: value,
    })),
    cluster: "tidaldb",
    status: "Offline",
    incidents: [
      {
        id: "region:1",
        cause: "region_silent",
        regionId: 1,
        regionName: "eu-west",
        startedNs: value,
        affectedRegionIds: [0, 1],
        impact: {
          silentReplicas: 1,
          laggingFollowers: 1,
          shards: 1,
          shardsWithoutLeader: 1,
          criticalShards: 0,
          entities: value,
          tenants: 1,
        },
        isHealing: false,
        title: "eu-west silent: 1 replica, 1 shard without a leader",
      },
    ],
    incidentsNotListed: 0,
    isSettled: true,
    regionDetails: new Map([
      [
        1,
        {
          name: "eu-west",
          state: "Degraded",
          sinceNs: value,
          reasons: [reason],
          explainedBy: ["region:1"],
          isExplained: true,
        },
      ],
    ]),
  };
}

describeWithProgram("cargo", "A Rust program with serde's defaults", () => {
  let executable: string;

  beforeAll(() => {
    executable = buildRustProgram("test/interop/rust", "contract-reader");
  }, 180_000);

  /** What comes back after Rust has read our JSON and we have read Rust's. */
  function throughRust(health: ClusterHealth): ClusterHealth {
    const answer = readWithRust(executable, printClusterHealth(health));
    if (!answer.ok) throw new Error(`Rust refused our JSON: ${answer.message}`);
    const parsed = parseClusterHealth(answer.json);
    if (!parsed.ok) throw new Error(`we refused Rust's JSON: ${parsed.problems[0].message}`);
    return parsed.value;
  }

  test.each(U64_EDGES)("reads every u64 at %s and prints it back to the last bit", (_name, value) => {
    expect(throughRust(contractHealth(value))).toEqual(contractHealth(value));
  });

  test.each(U64_EDGES)("ignores the extensions beside u64s at %s", (_name, value) => {
    expect(throughRust(extendedHealth(value))).toEqual(contractHealth(value));
  });

  test.each(F64_EDGES)("reads the rate %p as the same double", (eventsPerSecond) => {
    expect(throughRust(contractHealth(0n, eventsPerSecond))).toEqual(contractHealth(0n, eventsPerSecond));
  });

  test("reads a cluster in which nothing is registered", () => {
    const empty = { ...contractHealth(0n), shards: [], regions: new Map(), tenantCount: 0 };

    expect(throughRust(empty)).toEqual(empty);
  });

  test("refuses what passes 64 bits, so that this suite would notice a lost one", () => {
    const json = printClusterHealth(contractHealth(2n ** 64n - 1n)).replaceAll(
      `${2n ** 64n - 1n}`,
      `${2n ** 64n}`,
    );

    expect(readWithRust(executable, json)).toMatchObject({ ok: false });
  });
});
