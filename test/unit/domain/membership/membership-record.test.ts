import { takeAllSteps } from "../../../../src/domain/columns/take-all-steps";
import type { RetiredMember } from "../../../../src/domain/membership/retired-member";
import type { TopologyChange } from "../../../../src/domain/membership/topology-change";
import { TestCluster } from "../../../support/domain/domain-cluster";

const HOUR_MS = 3_600_000;

/** Shard 0 in region 0, shard 1 in region 1, both heard. */
function heardCluster(): TestCluster {
  const cluster = new TestCluster([
    [0, 0],
    [1, 1],
  ]);
  cluster.beat(0, 0);
  cluster.beat(1, 1);
  return cluster;
}

test.each<
  [
    string,
    TopologyChange,
    readonly (readonly [number, number])[],
    Omit<RetiredMember, "silentSinceNs">[],
    readonly (readonly [number, number])[],
  ]
>([
  [
    "a shard that comes",
    { kind: "assign", shardId: 2, regionId: 0 },
    [
      [0, 0],
      [1, 1],
      [2, 0],
    ],
    [],
    [
      [0, 0],
      [1, 1],
    ],
  ],
  [
    "a shard that moves",
    { kind: "assign", shardId: 1, regionId: 0 },
    [
      [0, 0],
      [1, 0],
    ],
    [{ shardId: 1, regionId: 1 }],
    [[0, 0]],
  ],
  ["a shard that is removed", { kind: "removeShard", shardId: 1 }, [[0, 0]], [{ shardId: 1 }], [[0, 0]]],
  [
    "a region that is removed",
    { kind: "removeRegion", regionId: 1 },
    [[0, 0]],
    [{ shardId: 1 }, { regionId: 1 }],
    [[0, 0]],
  ],
])("%s: what is foretold is what comes of it", (_what, change, shards, retired, known) => {
  const { controlPlane, time } = heardCluster();
  const { membershipRecord } = controlPlane;

  const foretold = takeAllSteps(membershipRecord.afterInSteps(change));
  expect(takeAllSteps(membershipRecord.presentInSteps()).retired).toEqual([]);
  membershipRecord.apply(change);

  expect(foretold).toEqual({
    shards: shards.map(([shardId, regionId]) => ({ shardId, regionId })),
    retired: retired.map((member) => ({ ...member, silentSinceNs: time.wallNs })),
    known: known.map(([shardId, regionId]) => ({ shardId, regionId, silentNs: 0n })),
  });
  expect(takeAllSteps(membershipRecord.presentInSteps())).toEqual(foretold);
});

test.each<TopologyChange>([
  { kind: "removeShard", shardId: 7 },
  { kind: "removeRegion", regionId: 7 },
])("a removal that finds nothing foretells nothing: %o", (change) => {
  expect(heardCluster().controlPlane.membershipRecord.finds(change)).toBe(false);
});

test("a removal finds what only named itself, as a replica or as a follower", () => {
  const cluster = heardCluster();
  cluster.beat(5, 6, { replicationLag: new Map([[8, 1n]]) });
  const { membershipRecord } = cluster.controlPlane;

  expect(membershipRecord.finds({ kind: "removeShard", shardId: 5 })).toBe(true);
  expect(membershipRecord.finds({ kind: "removeRegion", regionId: 6 })).toBe(true);
  expect(membershipRecord.finds({ kind: "removeRegion", regionId: 8 })).toBe(true);
});

test("the version grows when somebody leaves, and when one that left is heard", () => {
  const cluster = heardCluster();
  const { membershipRecord } = cluster.controlPlane;
  const before = membershipRecord.retirementVersion;

  cluster.controlPlane.removeShard(1);
  const left = membershipRecord.retirementVersion;
  expect(left).toBeGreaterThan(before);
  cluster.time.advance(1_000);
  expect(cluster.beat(1, 1)).toBe("retired");

  expect(membershipRecord.retirementVersion).toBeGreaterThan(left);
});

describe("what left before this process began", () => {
  const member = (
    ids: Omit<RetiredMember, "silentSinceNs">,
    silentMs: number,
    cluster: TestCluster,
  ): RetiredMember => ({
    ...ids,
    silentSinceNs: cluster.time.wallNs - BigInt(silentMs) * 1_000_000n,
  });

  test.each<[string, Omit<RetiredMember, "silentSinceNs">]>([
    ["a moved replica", { shardId: 3, regionId: 4 }],
    ["a removed shard", { shardId: 3 }],
    ["a removed region", { regionId: 4 }],
  ])("%s stays away", (_what, ids) => {
    const cluster = heardCluster();
    cluster.controlPlane.membershipRecord.restore([member(ids, HOUR_MS, cluster)]);

    expect(cluster.beat(3, 4)).toBe("retired");
    expect(cluster.beat(0, 0, { lastHeartbeatNs: cluster.time.wallNs + 1n })).toBe("accepted");
  });

  test("is welcome where the topology names it", () => {
    const cluster = new TestCluster([[3, 4]]);
    cluster.controlPlane.membershipRecord.restore([member({ shardId: 3 }, HOUR_MS, cluster)]);

    expect(cluster.beat(3, 4)).toBe("accepted");
  });

  test("is not forgotten unheard, however long no process ran", () => {
    const cluster = heardCluster();
    const { membershipRecord } = cluster.controlPlane;
    membershipRecord.restore([member({ shardId: 3 }, 30 * 24 * HOUR_MS, cluster)]);

    cluster.run(29_000);
    expect(cluster.beat(3, 4)).toBe("retired");
    cluster.run(60_000);

    expect(takeAllSteps(membershipRecord.presentInSteps()).retired).toHaveLength(1);
  });

  test("is forgotten when it is not heard within the time that everybody has", () => {
    const cluster = heardCluster();
    const { membershipRecord } = cluster.controlPlane;
    membershipRecord.restore([member({ shardId: 3 }, 30 * 24 * HOUR_MS, cluster)]);

    cluster.run(32_000);

    expect(takeAllSteps(membershipRecord.presentInSteps()).retired).toEqual([]);
  });

  test("with a time stamp of the future left just now, and with nothing to go by is nothing", () => {
    const cluster = heardCluster();
    const { membershipRecord } = cluster.controlPlane;
    membershipRecord.restore([member({ shardId: 3 }, -HOUR_MS, cluster), member({}, 0, cluster)]);

    expect(takeAllSteps(membershipRecord.presentInSteps()).retired).toEqual([
      { shardId: 3, silentSinceNs: cluster.time.wallNs },
    ]);
  });
});
