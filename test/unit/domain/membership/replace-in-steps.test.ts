import fc from "fast-check";

import type { ShardAssignment } from "../../../../src/domain/membership/topology";
import { TestCluster } from "../../../support/domain/domain-cluster";
import type { Home } from "../../../support/domain/domain-cluster";
import { propertyRuns } from "../../../support/property-runs";

const assignmentsOf = (homes: readonly Home[]): readonly ShardAssignment[] =>
  homes.map(([shardId, regionId]) => ({ shardId, regionId }));

const homes = fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(3)), { selector: ([shardId]) => shardId });

test("a topology that is replaced in steps ends as one that is replaced at once", () => {
  fc.assert(
    fc.property(homes, homes, (before, after) => {
      const inSteps = new TestCluster(before);
      const atOnce = new TestCluster(before);

      Array.from(inSteps.controlPlane.replaceTopologyInSteps(assignmentsOf(after)));
      atOnce.controlPlane.replaceTopology(assignmentsOf(after));

      expect(inSteps.topology.assignments).toEqual(atOnce.topology.assignments);
      expect(inSteps.replicas).toEqual(atOnce.replicas);
    }),
    propertyRuns(200),
  );
});

test("a large replacement takes several steps, and no transition is told before the last", () => {
  const cluster = new TestCluster([[0, 0]]);
  cluster.beat(0, 0);
  cluster.controlPlane.tick();
  const shards = Array.from({ length: 3_000 }, (_, shardId) => ({ shardId, regionId: 1 }));

  const steps = cluster.controlPlane.replaceTopologyInSteps(shards);
  let count = 0;
  for (let step = steps.next(); step.done !== true; step = steps.next()) {
    count += 1;
    expect(cluster.controlPlane.tick()).toEqual([]);
  }

  expect(count).toBeGreaterThan(3);
  expect(cluster.topology.size).toBe(3_000);
});

test.each<[string, readonly ShardAssignment[]]>([
  [
    "a shard twice",
    [
      { shardId: 1, regionId: 0 },
      { shardId: 1, regionId: 1 },
    ],
  ],
  ["an id past 16 bits", [{ shardId: 65_536, regionId: 0 }]],
])("%s is refused before anything changes", (_what, assignments) => {
  const cluster = new TestCluster([[0, 0]]);

  expect(() => [...cluster.controlPlane.replaceTopologyInSteps(assignments)]).toThrow(RangeError);

  expect(cluster.replicas).toEqual([[0, 0]]);
});
