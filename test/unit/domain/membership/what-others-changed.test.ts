import { takeAllSteps } from "../../../../src/domain/columns/take-all-steps";
import type { TopologyChange } from "../../../../src/domain/membership/topology-change";
import { TestCluster } from "../../../support/domain/domain-cluster";
import type { Home } from "../../../support/domain/domain-cluster";

const HOMES: readonly Home[] = [
  [0, 0],
  [1, 1],
  [2, 1],
];

/** Two control planes of one cluster that have heard all of it. */
function both(): readonly [ours: TestCluster, other: TestCluster] {
  const clusters = [new TestCluster(HOMES), new TestCluster(HOMES)] as const;
  for (const cluster of clusters) for (const [shardId, regionId] of HOMES) cluster.beat(shardId, regionId);
  return clusters;
}

/** Makes changes at the other one, and takes over what it keeps. */
function follow(ours: TestCluster, other: TestCluster, ...changes: readonly TopologyChange[]): void {
  for (const change of changes) other.controlPlane.membershipRecord.apply(change);
  const { shards, retired } = takeAllSteps(other.controlPlane.membershipRecord.presentInSteps());
  ours.controlPlane.replaceTopology(shards);
  ours.controlPlane.membershipRecord.adopt(retired);
}

test.each<[string, readonly TopologyChange[], readonly Home[]]>([
  [
    "a shard that was removed",
    [{ kind: "removeShard", shardId: 1 }],
    [
      [0, 0],
      [2, 1],
    ],
  ],
  ["a region that was removed", [{ kind: "removeRegion", regionId: 1 }], [[0, 0]]],
  [
    "the old home of a shard that moved",
    [{ kind: "assign", shardId: 1, regionId: 0 }],
    [
      [0, 0],
      [1, 0],
      [2, 1],
    ],
  ],
  [
    "a shard that came and was removed again",
    [
      { kind: "assign", shardId: 7, regionId: 1 },
      { kind: "removeShard", shardId: 7 },
    ],
    HOMES,
  ],
])("%s elsewhere is gone here as well, and stays away", (_what, changes, left) => {
  const [ours, other] = both();
  follow(ours, other, ...changes);

  expect(ours.replicas).toEqual(left);
  expect(
    takeAllSteps(ours.controlPlane.membershipRecord.presentInSteps()).retired.map(({ shardId, regionId }) => [
      shardId,
      regionId,
    ]),
  ).toEqual(
    takeAllSteps(other.controlPlane.membershipRecord.presentInSteps()).retired.map(
      ({ shardId, regionId }) => [shardId, regionId],
    ),
  );
  for (const [shardId, regionId] of HOMES) ours.beat(shardId, regionId);
  expect(ours.replicas).toEqual(left);
});

test("what registered itself here goes when it was removed elsewhere", () => {
  const [ours, other] = both();
  for (const cluster of [ours, other]) cluster.beat(9, 5, { role: "follower" });
  follow(ours, other, { kind: "removeRegion", regionId: 5 });

  expect(ours.replicas).toEqual(HOMES);
});

test("what came back elsewhere may come back here", () => {
  const [ours, other] = both();
  follow(ours, other, { kind: "removeShard", shardId: 1 });
  follow(ours, other, { kind: "assign", shardId: 1, regionId: 1 });

  expect(ours.beat(1, 1)).toBe("accepted");
  expect(takeAllSteps(ours.controlPlane.membershipRecord.presentInSteps()).retired).toEqual([]);
});

test("what was removed and is heard here meanwhile is remembered by the later of both", () => {
  const [ours, other] = both();
  follow(ours, other, { kind: "removeShard", shardId: 1 });
  const { retirementVersion } = ours.controlPlane.membershipRecord;
  ours.time.advance(60_000);
  expect(ours.beat(1, 1)).toBe("retired");
  const [heard] = takeAllSteps(ours.controlPlane.membershipRecord.presentInSteps()).retired;
  follow(ours, other);

  expect(takeAllSteps(ours.controlPlane.membershipRecord.presentInSteps()).retired).toEqual([heard]);
  expect(ours.controlPlane.membershipRecord.retirementVersion).toBeGreaterThan(retirementVersion);
});
