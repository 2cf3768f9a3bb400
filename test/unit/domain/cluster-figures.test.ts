import fc from "fast-check";

import { clusterOperations, perform } from "../../support/domain/cluster-operations";
import { TestCluster } from "../../support/domain/domain-cluster";
import { naiveFigures } from "../../support/domain/naive-figures";
import { propertyRuns } from "../../support/property-runs";

const HOMES = [
  [0, 0],
  [1, 1],
] as const;

describe("figures", () => {
  test("after any course of events are what the replicas of a snapshot add up to", () => {
    fc.assert(
      fc.property(clusterOperations, (operations) => {
        const cluster = new TestCluster(HOMES, { forgetAfterMs: 60_000 });
        for (const operation of operations) perform(cluster, operation);
        const figures = cluster.controlPlane.totals();
        const replicas = [...cluster.controlPlane.snapshot().replicas];
        expect(figures).toMatchObject(naiveFigures(replicas, cluster.topology));
        expect(figures.regions.map(({ regionId }) => regionId)).toEqual(
          naiveFigures(replicas, cluster.topology).regions.map(({ regionId }) => regionId),
        );
      }),
      propertyRuns(200),
    );
  });

  test("are those of the snapshot, but for reasons and replicas", () => {
    const cluster = new TestCluster(HOMES);
    cluster.beat(0, 0, { role: "leader", replicationLagNs: new Map([[2, 9_000_000_000n]]) });
    cluster.beat(0, 2, { role: "leader" });
    const figures = cluster.controlPlane.totals();
    expect(cluster.controlPlane.snapshot()).toMatchObject(figures);
    expect(figures).toMatchObject({ status: "Degraded", leaderConflictCount: 1 });
    expect(figures.regions.some((region) => "reasons" in region)).toBe(false);
  });

  test("find transitions, which the tick does not tell again", () => {
    const cluster = new TestCluster(HOMES);
    const told: string[] = [];
    cluster.controlPlane.onTransition(({ name, to }) => told.push(`${name} ${to}`));
    cluster.beat(0, 0);
    expect(cluster.controlPlane.totals().regions[0]?.transitions).toContainEqual({
      from: "Unknown",
      to: "Healthy",
      count: 1,
    });
    expect(cluster.controlPlane.tick()).toEqual([]);
    expect(told).toEqual(["0 Healthy"]);
  });
});
