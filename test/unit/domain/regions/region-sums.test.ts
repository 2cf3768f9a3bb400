import { inboundLags } from "../../../../src/domain/regions/inbound-lag";
import { RegionNames } from "../../../../src/domain/regions/region-names";
import { sumRegions } from "../../../../src/domain/regions/region-sums";
import type { RegionSummary } from "../../../../src/domain/regions/region-sums";
import type { InboundLag, ReplicaSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import { tableOf } from "../../../support/domain/replica-columns";
import {
  followerLag,
  neverHeard,
  replicaSnapshot,
  shardStats,
} from "../../../support/metrics/cluster-snapshot";

const U64_MAX = 2n ** 64n - 1n;

/** What region 0 adds up to, when these are its replicas: as many shards. */
function tally(...replicas: readonly ReplicaSnapshot[]): RegionSummary | undefined {
  const table = tableOf(replicas.map((replica, shardId) => ({ ...replica, shardId })));
  return sumRegions(table, table.slots.ordered)[0];
}

const NAMES = new RegionNames(new Map([[4, "ap"]]));

function inboundLagsOf(...replicas: readonly ReplicaSnapshot[]): readonly InboundLag[] {
  const table = tableOf(replicas.map((replica, shardId) => ({ ...replica, shardId })));
  return inboundLags(table, table.slots.slotCount, NAMES);
}

describe("sumRegions", () => {
  test("adds up the region's replicas and counts them by state", () => {
    const stats = shardStats({ entityCount: 10n, signalThroughputEps: 2.5, diskBytes: 100n });
    const sums = tally(
      replicaSnapshot({ stats }),
      replicaSnapshot({ stats, state: "Degraded" }),
      neverHeard(),
    );
    expect(sums).toMatchObject({ entities: 20n, signalsPerSecond: 5, walBytes: 200n });
    expect(sums?.replicas).toEqual({ Healthy: 1, Degraded: 1, Offline: 0, Pending: 1 });
  });

  test("an Offline replica keeps its entities and bytes, which are still there, and adds no throughput", () => {
    const stats = shardStats({ entityCount: 10n, signalThroughputEps: 2.5, diskBytes: 100n });
    expect(tally(replicaSnapshot({ stats, state: "Offline" }))).toMatchObject({
      entities: 10n,
      signalsPerSecond: 0,
      walBytes: 100n,
    });
  });

  test("sums are held at the greatest value of their type", () => {
    const stats = shardStats({
      entityCount: U64_MAX,
      signalThroughputEps: Number.MAX_VALUE,
      diskBytes: U64_MAX,
    });
    expect(tally(replicaSnapshot({ stats }), replicaSnapshot({ stats }))).toMatchObject({
      entities: U64_MAX,
      signalsPerSecond: Number.MAX_VALUE,
      walBytes: U64_MAX,
    });
  });
});

describe("inboundLags", () => {
  test("is each region's worst lag as a follower, by region id", () => {
    const replicas = [
      replicaSnapshot({
        followers: [
          followerLag({ followerId: 4, lagSeconds: 1 }),
          followerLag({ followerId: 2, lagSeconds: 9 }),
        ],
      }),
      replicaSnapshot({ followers: [followerLag({ followerId: 4, followerName: "ap", lagSeconds: 7 })] }),
      replicaSnapshot({ followers: [followerLag({ followerId: 4, lagSeconds: 3 })] }),
    ];
    expect(inboundLagsOf(...replicas)).toEqual([
      { regionId: 2, regionName: "2", lagSeconds: 9 },
      { regionId: 4, regionName: "ap", lagSeconds: 7 },
    ]);
  });

  test("a follower that is level is listed with 0, so that its line is drawn", () => {
    expect(
      inboundLagsOf(replicaSnapshot({ followers: [followerLag({ followerId: 1, lagSeconds: 0 })] })),
    ).toEqual([{ regionId: 1, regionName: "1", lagSeconds: 0 }]);
  });

  test("without followers there is none", () => {
    expect(inboundLagsOf(replicaSnapshot(), neverHeard())).toEqual([]);
  });
});
