import fc from "fast-check";
import { LARGEST_SHAPE, planCapacity, shapeProblem } from "../../../../src/app/plan/plan-capacity";
import type { CapacityQuestion } from "../../../../src/app/plan/plan-capacity";
import { ControlPlane } from "../../../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../../src/domain/placement/tenant-router";
import { Topology } from "../../../../src/domain/membership/topology";
import { Exposition } from "../../../../src/metrics/exposition";
import { LIMIT_NAMES } from "../../../../src/limits/limits";
import { noRefusals } from "../../../../src/metrics/terms/refusal-counts";
import { scrapeText } from "../../../support/metrics/rendering-text";
import { propertyRuns, someRows } from "../../../support/property-runs";

const INSTANT = { monotonicMs: 5_000, wallNs: 1_750_000_000_987_654_321n };

/** Numbers that look random and are the same in every run. */
function numbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state % below;
  };
}

/** A control plane that has heard every replica of a cluster of this shape, filled without the planner's own code. */
function clusterOf({ regions, shards, followers, followersReport }: CapacityQuestion): ControlPlane {
  const upTo = numbers();
  const assignments = Array.from({ length: shards }, (_, shardId) => ({
    shardId,
    regionId: shardId % regions,
  }));
  const topology = new Topology(assignments);
  const regionNames = new Map(Array.from({ length: regions }, (_, id) => [id, `region-${id}`]));
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: () => INSTANT,
    regionNames,
  });
  for (const { shardId, regionId } of assignments) {
    const trailing = Array.from({ length: followers }, (_, step) => (regionId + 1 + step) % regions);
    const common = {
      shardId,
      entityCount: BigInt(500_000 + upTo(9_000_000)),
      signalThroughputEps: upTo(2_000_000) / 700,
      diskBytes: BigInt(1_000_000_000 + upTo(1_000_000_000)),
      lastHeartbeatNs: INSTANT.wallNs - BigInt(upTo(50_000_000)),
      signalsTotal: BigInt(50_000_000 + upTo(900_000_000)),
    };
    controlPlane.recordShardHeartbeat({
      ...common,
      regionId,
      role: "leader",
      leaderSeqno: BigInt(50_000_000 + upTo(900_000_000)),
      replicationLag: new Map(trailing.map((id) => [id, BigInt(upTo(2_000))])),
      replicationLagNs: new Map(trailing.map((id) => [id, BigInt(upTo(1_000)) * 1_000_000n])),
    });
    for (const id of followersReport ? trailing : []) {
      controlPlane.recordShardHeartbeat({
        ...common,
        regionId: id,
        role: "follower",
        replicationLag: new Map(),
      });
    }
  }
  return controlPlane;
}

/** The second scrape of an exporter: the first one has no figures about the render before it. */
async function scrape(question: CapacityQuestion): Promise<{ series: number; bytes: number }> {
  const controlPlane = clusterOf(question);
  const exposition = new Exposition({
    totals: () => controlPlane.totals(),
    replicas: controlPlane.replicas,
    programStatus: () => ({
      version: "0.1.0",
      revision: "unknown",
      nodeVersion: "v22.1.0",
      configReloadSuccessful: true,
      configReloadSuccessAtNs: INSTANT.wallNs,
      refusals: noRefusals(),
      configReloads: { succeeded: 0, failed: 0 },
    }),
    detail: question.detail,
    clock: () => INSTANT,
    nextTurn: () => Promise.resolve(),
  });
  await scrapeText(exposition, { format: "text" });
  const text = await scrapeText(exposition, { format: "text" });
  return { series: text.match(/^[^#\n]/gm)?.length ?? 0, bytes: Buffer.byteLength(text) };
}

const SHAPES: readonly CapacityQuestion[] = [
  { regions: 1, shards: 0, followers: 0, followersReport: true, detail: "follower" },
  { regions: 1, shards: 1, followers: 0, followersReport: true, detail: "follower" },
  { regions: 3, shards: 15, followers: 2, followersReport: true, detail: "follower" },
  { regions: 3, shards: 15, followers: 2, followersReport: false, detail: "follower" },
  { regions: 3, shards: 1, followers: 1, followersReport: true, detail: "follower" },
  { regions: 3, shards: 1, followers: 2, followersReport: false, detail: "follower" },
  { regions: 30, shards: 4, followers: 2, followersReport: true, detail: "shard" },
  { regions: 2, shards: 400, followers: 1, followersReport: true, detail: "region" },
  { regions: 5, shards: 3_000, followers: 4, followersReport: true, detail: "follower" },
  { regions: 7, shards: 2_000, followers: 3, followersReport: false, detail: "shard" },
];

describe.each(someRows(SHAPES, 2))(
  "for $regions regions, $shards shards with $followers followers (reporting: $followersReport) in $detail detail",
  (question) => {
    test("the number of series is exactly that of a scrape, and its size is within a tenth", async () => {
      const scraped = await scrape(question);
      const plan = planCapacity(question);
      expect(plan.series).toBe(scraped.series);
      const without = { ...question, shards: 0 };
      const processBytes = planCapacity(without).bodyBytes - (await scrape(without)).bytes;
      expect(processBytes).toBeGreaterThan(6_000);
      expect(Math.abs(plan.bodyBytes - processBytes - scraped.bytes)).toBeLessThan(scraped.bytes / 10);
    });
  },
);

test("three regions, five shards in each and two followers of each shard are 586 series, and one more for each limit", () => {
  const plan = planCapacity({
    regions: 3,
    shards: 15,
    followers: 2,
    followersReport: true,
    detail: "follower",
  });
  // The cluster and the exporter 43, each region 36, each leader 9, each follower 8 (it has no WAL head), each lag 2.
  expect(plan.series).toBe(43 + LIMIT_NAMES.length + 3 * 36 + 15 * 9 + 30 * 8 + 30 * 2);
  expect(plan.replicas).toBe(45);
});

test("the number of series is whole and grows with every shard", () => {
  const shape = fc
    .record({
      regions: fc.integer({ min: 1, max: 6 }),
      shards: fc.integer({ min: 0, max: 59_000 }),
      followers: fc.nat(5),
    })
    .filter(({ regions, followers }) => followers < regions);
  fc.assert(
    fc.property(shape, ({ regions, shards, followers }) => {
      const question = { regions, shards, followers, followersReport: true, detail: "follower" as const };
      const smaller = planCapacity(question);
      const larger = planCapacity({ ...question, shards: shards + 1 });
      expect(Number.isInteger(smaller.series)).toBe(true);
      expect(larger.series).toBeGreaterThan(smaller.series);
      // The text is estimated from a sample: a tenth more shards are told apart, a single one need not be.
      const muchLarger = planCapacity({ ...question, shards: Math.ceil(shards * 1.1) + 1 });
      expect(muchLarger.memoryBytes).toBeGreaterThan(smaller.memoryBytes);
    }),
    propertyRuns(20),
  );
});

/** Peak resident memory of a running exporter, as measured; the planner's source says how. */
const MEASURED: readonly (readonly [number, number, boolean, number])[] = [
  [15, 2, false, 99],
  [1_000, 0, false, 117],
  [1_000, 4, false, 135],
  [1_000, 4, true, 154],
  [8_000, 4, false, 166],
  [8_000, 4, true, 207],
  [65_536, 0, false, 280],
  [65_536, 4, false, 321],
  [65_536, 4, true, 720],
];

test.each(someRows(MEASURED, 3))(
  "memory of %d shards with %d followers (reporting: %s) is within a sixth of the measured %d MB",
  (shards, followers, followersReport, megabytes) => {
    const { memoryBytes } = planCapacity({
      regions: 5,
      shards,
      followers,
      followersReport,
      detail: "follower",
    });
    expect(Math.abs(memoryBytes / 1e6 - megabytes)).toBeLessThan(megabytes / 6);
  },
);

describe("shapeProblem", () => {
  test.each([
    [{ regions: 0, shards: 1, followers: 0 }, "regions: expected a whole number from 1 to 1000, got 0"],
    [
      { regions: 1_001, shards: 1, followers: 0 },
      "regions: expected a whole number from 1 to 1000, got 1001",
    ],
    [
      { regions: 3, shards: 65_537, followers: 0 },
      "shards: expected a whole number from 0 to 65536, got 65537",
    ],
    [{ regions: 3, shards: 1.5, followers: 0 }, "shards: expected a whole number from 0 to 65536, got 1.5"],
    [{ regions: 3, shards: 1, followers: -1 }, "followers: expected a whole number from 0 to 100, got -1"],
    [
      { regions: 3, shards: 1, followers: 3 },
      "followers: expected fewer than the 3 regions, because each is in a region of its own, got 3",
    ],
    [
      { regions: 1, shards: 1, followers: 1 },
      "followers: expected 0 in a single region, because each is in a region of its own, got 1",
    ],
  ])("%j cannot be planned", (shape, defect) => {
    const question = { ...shape, followersReport: true };
    expect(shapeProblem(question)).toBe(defect);
    expect(() => planCapacity({ ...question, detail: "follower" })).toThrow(new RangeError(defect));
  });

  test("the largest cluster that can be planned is none", () => {
    expect(shapeProblem({ ...LARGEST_SHAPE, followersReport: true })).toBeUndefined();
  });
});
