import { addRates } from "../../../../src/domain/regions/rates";
import { shardTotals } from "../../../../src/domain/views/shard-totals";
import type { ShardTotals } from "../../../../src/domain/views/shard-totals";
import type { ReplicaSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { Topology } from "../../../../src/domain/membership/topology";
import { neverHeard, replicaSnapshot, shardStats } from "../../../support/metrics/cluster-snapshot";
import { tableOf } from "../../../support/domain/replica-columns";

const U64_MAX = 2n ** 64n - 1n;
const FOLLOWED = { replicationLag: new Map([[9, 0n]]) };

/** A replica of shard 0 that reports so many entities and the same number of signals per second. */
function replica(
  regionId: number,
  size: number,
  given: Partial<ReplicaSnapshot> = {},
  stats: Partial<ShardStats> = {},
): ReplicaSnapshot {
  const figures = { entityCount: BigInt(size), signalThroughputEps: size };
  return replicaSnapshot({
    regionId,
    stats: shardStats({ regionId, ...figures, ...stats }),
    lastArrivalNs: 100n,
    ...given,
  });
}

/** The totals of a cluster of just these replicas. */
function totalsOf(replicas: readonly ReplicaSnapshot[], topology: Topology): ShardTotals {
  const table = tableOf(replicas);
  return shardTotals(table, table.slots.ordered, topology);
}

const HOME_IN_1 = new Topology([{ shardId: 0, regionId: 1 }]);
const NAMES_NONE = new Topology();

describe("who speaks for a shard", () => {
  test.each<[string, Topology, readonly ReplicaSnapshot[], number]>([
    ["its home replica", HOME_IN_1, [replica(0, 10), replica(1, 20), replica(2, 30)], 20],
    [
      "its home replica, even if others report followers and are fresher",
      HOME_IN_1,
      [replica(0, 10, { lastArrivalNs: 999n }, FOLLOWED), replica(1, 20)],
      20,
    ],
    ["the only one, home or not", HOME_IN_1, [replica(2, 30)], 30],
    [
      "another while nothing has been heard from home",
      HOME_IN_1,
      [replica(0, 10), neverHeard({ regionId: 1 })],
      10,
    ],
    [
      "the one that reports followers, where the topology names none",
      NAMES_NONE,
      [replica(0, 10, { lastArrivalNs: 999n }), replica(1, 20, {}, FOLLOWED)],
      20,
    ],
    [
      "the fresher of two that report followers",
      NAMES_NONE,
      [
        replica(0, 10, {}, FOLLOWED),
        replica(1, 20, { lastArrivalNs: 101n }, FOLLOWED),
        replica(2, 30, { lastArrivalNs: 999n }),
      ],
      20,
    ],
    [
      "the freshest, where none reports followers",
      NAMES_NONE,
      [replica(0, 10), replica(1, 20, { lastArrivalNs: 101n }), replica(2, 30)],
      20,
    ],
    ["the lowest region of equally fresh ones", NAMES_NONE, [replica(0, 10), replica(1, 20)], 10],
  ])("%s", (_, topology, replicas, size) => {
    expect(totalsOf(replicas, topology)).toMatchObject({ entities: BigInt(size), signalsPerSecond: size });
  });

  test("nobody, of a shard that nobody has heard: it counts as zero", () => {
    expect(totalsOf([neverHeard(), neverHeard({ regionId: 1 })], HOME_IN_1)).toEqual({
      entities: 0n,
      signalsPerSecond: 0,
      leaderConflictCount: 0,
    });
  });
});

describe("shardTotals", () => {
  test("of nothing is nothing", () => {
    expect(totalsOf([], NAMES_NONE)).toEqual({
      entities: 0n,
      signalsPerSecond: 0,
      leaderConflictCount: 0,
    });
  });

  test("counts every shard once, however many replicas it has", () => {
    const replicas = [
      replica(0, 1, { shardId: 0 }),
      replica(1, 1, { shardId: 0 }),
      replica(0, 10, { shardId: 1 }),
      replica(0, 100, { shardId: 65_535 }),
      replica(1, 100, { shardId: 65_535 }),
      replica(2, 100, { shardId: 65_535 }),
    ];
    expect(totalsOf(replicas, NAMES_NONE)).toMatchObject({ entities: 111n, signalsPerSecond: 111 });
  });

  test("an Offline home still tells how many entities there are, but adds no throughput", () => {
    const totals = totalsOf([replica(0, 10), replica(1, 20, { state: "Offline" })], HOME_IN_1);
    expect(totals).toMatchObject({ entities: 20n, signalsPerSecond: 0 });
  });

  test("sums are held at the greatest value of their type", () => {
    const greatest = { entityCount: U64_MAX, signalThroughputEps: Number.MAX_VALUE };
    const replicas = [0, 1, 2].map((shardId) => replica(0, 0, { shardId }, greatest));
    expect(totalsOf(replicas, NAMES_NONE)).toMatchObject({
      entities: U64_MAX,
      signalsPerSecond: Number.MAX_VALUE,
    });
  });
});

describe("leader conflicts", () => {
  const leads = { role: "leader" } as const;

  test.each<[string, readonly ReplicaSnapshot[], number]>([
    ["one leader", [replica(0, 1, {}, leads), replica(1, 1, {}, { role: "follower" })], 0],
    ["two leaders", [replica(0, 1, {}, leads), replica(1, 1, {}, leads)], 1],
    [
      "three leaders of one shard, which is one conflict",
      [replica(0, 1, {}, leads), replica(1, 1, {}, leads), replica(2, 1, {}, leads)],
      1,
    ],
    [
      "two leaders, one of them Degraded",
      [replica(0, 1, {}, leads), replica(1, 1, { state: "Degraded" }, leads)],
      1,
    ],
    [
      "two leaders, one of them Offline",
      [replica(0, 1, {}, leads), replica(1, 1, { state: "Offline" }, leads)],
      0,
    ],
    ["replicas that claim nothing", [replica(0, 1), replica(1, 1)], 0],
    [
      "leaders of different shards in different regions",
      [replica(0, 1, { shardId: 0 }, leads), replica(1, 1, { shardId: 1 }, leads)],
      0,
    ],
  ])("%s", (_, replicas, count) => {
    expect(totalsOf(replicas, HOME_IN_1).leaderConflictCount).toBe(count);
  });
});

test.each([
  [0, 0, 0],
  [0, -0, 0],
  [0.1, 0.2, 0.1 + 0.2],
  [Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE],
])("%s and %s events per second are %s", (a, b, sum) => {
  expect(addRates(a, b)).toBe(sum);
});
