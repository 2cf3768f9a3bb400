import fc from "fast-check";

import { ControlPlane } from "../../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../../src/domain/lag/replication-lag-gauge";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import { TenantRouter } from "../../../src/domain/placement/tenant-router";
import { Topology } from "../../../src/domain/membership/topology";
import type { Exposition } from "../../../src/metrics/exposition";
import { fakeClock } from "../../support/domain/domain-fixtures";
import { clusterSnapshot } from "../../support/metrics/cluster-snapshot";
import { expositionOf } from "../../support/metrics/exposition-of";
import { naiveExposition } from "../../support/metrics/naive-exposition";
import { exporterStatus } from "../../support/metrics/rendered-metric";
import { scrapeText } from "../../support/metrics/rendering-text";
import { propertyRuns } from "../../support/property-runs";

/** A control plane, its exposition, and a clock. */
interface Setting {
  readonly controlPlane: ControlPlane;
  readonly exposition: Exposition;
  readonly time: ReturnType<typeof fakeClock>;
}

function setUp(): Setting {
  const time = fakeClock();
  const topology = new Topology([{ shardId: 0, regionId: 0 }]);
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: time.clock,
  });
  const exposition = expositionOf(clusterSnapshot(), {
    totals: () => controlPlane.totals(),
    replicas: controlPlane.replicas,
  });
  return { controlPlane, exposition, time };
}

type Step = (setting: Setting) => void;

const shardId = fc.nat({ max: 4 });
const regionId = fc.nat({ max: 3 });
const lag = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 20_000n }));

const heartbeat: fc.Arbitrary<Step> = fc
  .record({
    shardId,
    regionId,
    role: fc.constantFrom("leader" as const, "follower" as const),
    entityCount: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    signalThroughputEps: fc.double({ min: 0, max: 1e9, noNaN: true }),
    lags: fc.array(fc.tuple(regionId, lag), { maxLength: 3 }),
    leaderSeqno: fc.option(fc.bigInt({ min: 0n, max: 2n ** 63n }), { nil: undefined }),
    lateMs: fc.nat({ max: 20 }),
  })
  .map(({ lags, lateMs, leaderSeqno, ...rest }): Step => ({ controlPlane, time }) => {
    const stats: ShardStats = {
      ...rest,
      replicationLag: new Map(lags),
      diskBytes: rest.entityCount / 2n,
      lastHeartbeatNs: time.clock().wallNs - BigInt(lateMs) * 1_000_000n,
      ...(leaderSeqno !== undefined && { leaderSeqno }),
    };
    controlPlane.recordShardHeartbeat(stats);
  });

const change: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(shardId, regionId).map(([shard, region]): Step => ({ controlPlane }) => {
    controlPlane.updateTopology({ shardId: shard, regionId: region });
  }),
  shardId.map(
    (shard): Step =>
      ({ controlPlane }) =>
        void controlPlane.removeShard(shard),
  ),
  regionId.map(
    (region): Step =>
      ({ controlPlane }) =>
        void controlPlane.removeRegion(region),
  ),
  fc
    .tuple(regionId, fc.constantFrom("us-east", 'a "b"', "東京"))
    .map(([region, name]): Step => ({ controlPlane }) => {
      controlPlane.configure({ regionNames: new Map([[region, name]]) });
    }),
);

const passing: fc.Arbitrary<Step> = fc.constantFrom(10, 1_000, 31_000, 86_500_000).map((ms) => ({ time }) => {
  time.advance(ms);
});

const step: fc.Arbitrary<Step | "scrape"> = fc.oneof(
  { weight: 8, arbitrary: heartbeat },
  { weight: 2, arbitrary: change },
  { weight: 3, arbitrary: passing },
  { weight: 1, arbitrary: fc.constant<Step>(({ controlPlane }) => void controlPlane.tick()) },
  { weight: 1, arbitrary: fc.constant<Step>(({ exposition }) => void exposition.drain()) },
  { weight: 2, arbitrary: fc.constant("scrape" as const) },
);

async function expectScrape({ controlPlane, exposition }: Setting): Promise<void> {
  const text = await scrapeText(exposition, { format: "text" });
  const ofItself = /^.*tidaldb_exporter_(?:series|(?:render|ingest|scrape)_duration_seconds).*\n/gm;
  expect(text.replaceAll(ofItself, "")).toBe(
    naiveExposition(controlPlane.snapshot(), exporterStatus(), "text"),
  );
}

test("whatever a control plane takes in, each scrape says what its snapshot of that moment says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
      const setting = setUp();
      for (const next of steps) {
        if (next === "scrape") await expectScrape(setting);
        else next(setting);
      }
      await expectScrape(setting);
    }),
    propertyRuns(1_000),
  );
}, 60_000);
