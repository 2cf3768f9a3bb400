import { isDeepStrictEqual as isEqual } from "node:util";
import fc from "fast-check";

import type { ShardAssignment } from "../../../../src/domain/membership/topology";
import { TestCluster } from "../../../support/domain/domain-cluster";
import type { Home } from "../../../support/domain/domain-cluster";
import { propertyRuns } from "../../../support/property-runs";

const assignmentsOf = (homes: readonly Home[]): readonly ShardAssignment[] =>
  homes.map(([shardId, regionId]) => ({ shardId, regionId }));

const homes = fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(3)), { selector: ([shardId]) => shardId });

const byShard = (some: readonly Home[]): readonly Home[] => some.toSorted(([a], [b]) => a - b);

test.each<[string, (cluster: TestCluster, after: readonly ShardAssignment[]) => void]>([
  ["in steps", ({ controlPlane }, after) => Array.from(controlPlane.replaceTopologyInSteps(after))],
  [
    "at once",
    ({ controlPlane }, after) => {
      controlPlane.replaceTopology(after);
    },
  ],
])("what is replaced %s names the new homes, expects them, and nobody else is let in", (_how, replace) => {
  fc.assert(
    fc.property(homes, homes, (before, after) => {
      const cluster = new TestCluster(before);
      for (const [shardId, regionId] of before) cluster.beat(shardId, regionId);
      replace(cluster, assignmentsOf(after));

      expect(cluster.topology.assignments).toEqual(assignmentsOf(byShard(after)));
      expect(cluster.replicas).toEqual(byShard(after));
      const left = before.filter((old) => !after.some((home) => isEqual(home, old)));
      const answers = left.map(([shardId, regionId]) => cluster.beat(shardId, regionId));
      expect(answers).toEqual(left.map(() => "retired"));
      const heard = after.filter((home) => before.some((old) => isEqual(home, old)));
      const isHeard = (home: Home): boolean => heard.some((other) => isEqual(home, other));
      expect(
        cluster.replicas.filter(([shardId, regionId]) => cluster.replica(shardId, regionId)?.stats),
      ).toEqual(byShard(after).filter(isHeard));
    }),
    propertyRuns(200),
  );
});

test("a home that was named in the shared topology itself is expected once that is replaced by the same", () => {
  const cluster = new TestCluster();
  cluster.topology.assign({ shardId: 3, regionId: 1 });
  expect(cluster.replicas).toEqual([]);

  cluster.controlPlane.replaceTopology([{ shardId: 3, regionId: 1 }]);

  expect(cluster.replicas).toEqual([[3, 1]]);
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
