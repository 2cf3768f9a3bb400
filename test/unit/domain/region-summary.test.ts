import { inboundLags, RegionTally } from "../../../src/domain/region-summary";
import type { ReplicaSnapshot } from "../../../src/domain/cluster-snapshot";
import { followerLag, neverHeard, replicaSnapshot, shardStats } from "../../support/metrics/cluster-snapshot";

const U64_MAX = 2n ** 64n - 1n;

function tally(...replicas: readonly ReplicaSnapshot[]): RegionTally {
  const result = new RegionTally();
  for (const replica of replicas) result.add(replica, []);
  return result;
}

describe("RegionTally", () => {
  test("adds up the region's replicas and counts them by state", () => {
    const stats = shardStats({ entityCount: 10n, signalThroughputEps: 2.5, diskBytes: 100n });
    const sums = tally(
      replicaSnapshot({ stats }),
      replicaSnapshot({ stats, state: "Degraded" }),
      neverHeard(),
    );
    expect(sums).toMatchObject({ entities: 20n, signalsPerSecond: 5, walBytes: 200n });
    expect(sums.replicas).toEqual({ Healthy: 1, Degraded: 1, Offline: 0, Pending: 1 });
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

  test("gathers the reasons in the order they come", () => {
    const sums = new RegionTally();
    const reason = (shardId: number) =>
      ({ rule: "no_heartbeat", shardId, observed: 1, threshold: 0, evidenceAgeMs: 1 }) as const;
    sums.add(replicaSnapshot(), [reason(1), reason(2)]);
    sums.add(replicaSnapshot(), [reason(3)]);
    expect(sums.reasons.map(({ shardId }) => shardId)).toEqual([1, 2, 3]);
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
    expect(inboundLags(replicas)).toEqual([
      { regionId: 2, regionName: "2", lagSeconds: 9 },
      { regionId: 4, regionName: "ap", lagSeconds: 7 },
    ]);
  });

  test("a follower that is level is listed with 0, so that its line is drawn", () => {
    expect(
      inboundLags([replicaSnapshot({ followers: [followerLag({ followerId: 1, lagSeconds: 0 })] })]),
    ).toEqual([{ regionId: 1, regionName: "1", lagSeconds: 0 }]);
  });

  test("without followers there is none", () => {
    expect(inboundLags([replicaSnapshot(), neverHeard()])).toEqual([]);
  });
});
