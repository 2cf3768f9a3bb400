import fc from "fast-check";

import { TestCluster } from "../../../support/domain/domain-cluster";
import type { ReplicaRole } from "../../../../src/domain/terms/heartbeat-fields";
import { propertyRuns } from "../../../support/property-runs";

const DAY_MS = 86_400_000;

/** Lets so much time pass without the pace of ticks, which is only noticed once there was a tick. */
function pass(cluster: TestCluster, durationMs: number): void {
  cluster.time.advance(durationMs);
}

describe("decision 7: what leaves is gone at once, everywhere, and does not come back to life by talking", () => {
  test("a move retires the old home in the same call: health, totals, states and sums know it no more", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { entityCount: 10n, replicationLagNs: new Map([[2, 9_000_000_000n]]) });
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    const snapshot = cluster.controlPlane.snapshot();
    expect(Array.from(snapshot.replicas, ({ regionId }) => regionId)).toEqual([1]);
    expect(snapshot.regions.map(({ regionId }) => regionId)).toEqual([1]);
    expect(snapshot).toMatchObject({ totalEntities: 0n, totalSignalsPerSecond: 0, inboundLag: [] });
  });

  test("an old leader that keeps beating for hours is counted as retired and stays away", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0, { role: "leader" });
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    for (let hour = 0; hour < 72; hour += 1) {
      pass(cluster, DAY_MS / 24);
      expect(cluster.beat(0, 0, { role: "leader" })).toBe("retired");
      cluster.controlPlane.tick();
    }
    expect(cluster.replicas).toEqual([[0, 1]]);
    expect(cluster.controlPlane.snapshot().heartbeats.retired).toBe(72);
  });

  test("it returns as a follower, and its heartbeats count again", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    pass(cluster, 1_000);
    expect([cluster.beat(0, 0), cluster.beat(0, 0, { role: "follower" })]).toEqual(["retired", "accepted"]);
    expect(cluster.replicas).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  test("back and forth: each move retires the one left and welcomes the one named", () => {
    const cluster = new TestCluster([[0, 0]]);
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0, 1],
      [1, 0],
    ] as const) {
      pass(cluster, 1_000);
      expect(cluster.beat(0, from)).toBe("accepted");
      cluster.controlPlane.updateTopology({ shardId: 0, regionId: to });
      expect(cluster.beat(0, from)).toBe("retired");
      expect(cluster.replicas).toEqual([[0, to]]);
      expect(cluster.replicaState(0, to)).toBe("Pending");
    }
  });

  test("two replicas of one shard that both claim to lead are a conflict, until one is Offline or says otherwise", () => {
    const cluster = new TestCluster([[0, 0]]);
    const conflicts = (): number => cluster.controlPlane.snapshot().leaderConflictCount;
    cluster.beat(0, 0, { role: "leader" });
    cluster.beat(0, 1, { role: "leader" });
    expect(conflicts()).toBe(1);
    pass(cluster, 20_000);
    cluster.beat(0, 0, { role: "leader" });
    expect(conflicts()).toBe(1);
    pass(cluster, 10_001);
    expect(conflicts()).toBe(0);
    cluster.beat(0, 1, { role: "follower" });
    expect(conflicts()).toBe(0);
  });

  test.each([undefined, "leader", "follower"] as const)(
    "a removed shard does not return by reporting role %s",
    (role) => {
      const cluster = new TestCluster([[0, 0]]);
      cluster.beat(0, 0);
      cluster.beat(0, 1, { role: "follower" });
      expect(cluster.controlPlane.removeShard(0)).toBe(true);
      pass(cluster, 1_000);
      expect([cluster.beat(0, 0, role ? { role } : {}), cluster.beat(0, 1, role ? { role } : {})]).toEqual([
        "retired",
        "retired",
      ]);
      expect(cluster.replicas).toEqual([]);
      expect(cluster.controlPlane.snapshot().regions).toEqual([]);
    },
  );

  test("a shard that is known only by a replica that registered itself can be removed", () => {
    const cluster = new TestCluster();
    cluster.beat(5, 0);
    expect(cluster.controlPlane.removeShard(5)).toBe(true);
    expect(cluster.replicas).toEqual([]);
    expect(cluster.beat(5, 0)).toBe("retired");
  });

  test("a removed shard returns when the topology names it again", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.controlPlane.removeShard(0);
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    expect([cluster.beat(0, 1), cluster.beat(0, 0, { role: "follower" })]).toEqual(["accepted", "accepted"]);
  });

  test.each([undefined, "leader", "follower"] as const)(
    "a removed region does not return by reporting role %s",
    (role) => {
      const cluster = new TestCluster([
        [0, 0],
        [1, 1],
      ]);
      for (const [shardId, regionId] of [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const)
        cluster.beat(shardId, regionId);
      expect(cluster.controlPlane.removeRegion(0)).toBe(true);
      pass(cluster, 1_000);
      expect(cluster.beat(1, 0, role ? { role } : {})).toBe("retired");
      expect(cluster.replicas).toEqual([[1, 1]]);
      expect(cluster.topology.assignments).toEqual([{ shardId: 1, regionId: 1 }]);
    },
  );

  test("a removed region returns with the first assignment to it", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.controlPlane.removeRegion(0);
    cluster.controlPlane.updateTopology({ shardId: 9, regionId: 0 });
    expect([cluster.beat(9, 0), cluster.beat(8, 0)]).toEqual(["accepted", "accepted"]);
  });

  test("removing a region that nobody knows says so", () => {
    expect(new TestCluster().controlPlane.removeRegion(7)).toBe(false);
  });

  test("a region that is known only by a replica that registered itself can be removed", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 4);
    expect(cluster.controlPlane.removeRegion(4)).toBe(true);
    expect(cluster.replicas).toEqual([]);
  });

  test("a replica that registered itself is forgotten after a day of silence; one that the topology names never is", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.beat(0, 0);
    cluster.beat(1, 0);
    pass(cluster, DAY_MS);
    cluster.controlPlane.tick();
    expect(cluster.replicas).toHaveLength(2);
    pass(cluster, 1_001);
    cluster.controlPlane.tick();
    expect(cluster.replicas).toEqual([[0, 0]]);
    expect(cluster.replicaState(0, 0)).toBe("Offline");
    expect(cluster.beat(1, 0)).toBe("accepted");
  });

  test("a retired replica is forgotten as well: after a day of silence its shard may register itself there again", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    pass(cluster, DAY_MS + 1);
    cluster.controlPlane.tick();
    expect(cluster.beat(0, 0)).toBe("accepted");
  });
});

/** What may be known after a row of operations, told as plainly as possible: sets of names, and no time. */
class NaiveCluster {
  readonly home = new Map<number, number>();
  readonly known = new Set<string>();
  readonly moved = new Set<string>();
  readonly goneShards = new Set<number>();
  readonly goneRegions = new Set<number>();

  assign(shard: number, region: number): void {
    const before = this.home.get(shard);
    if (before !== undefined && before !== region) {
      this.known.delete(`${shard}/${before}`);
      this.moved.add(`${shard}/${before}`);
    }
    this.home.set(shard, region);
    this.known.add(`${shard}/${region}`);
    this.moved.delete(`${shard}/${region}`);
    this.goneShards.delete(shard);
    this.goneRegions.delete(region);
  }

  removeShard(shard: number): void {
    if (!this.home.has(shard) && ![...this.known].some((id) => id.startsWith(`${shard}/`))) return;
    this.home.delete(shard);
    this.goneShards.add(shard);
    for (const id of this.known) if (id.startsWith(`${shard}/`)) this.known.delete(id);
  }

  removeRegion(region: number): void {
    const isHome = [...this.home.values()].includes(region);
    if (!isHome && ![...this.known].some((id) => id.endsWith(`/${region}`))) return;
    for (const [shard, home] of this.home) if (home === region) this.removeShard(shard);
    this.goneRegions.add(region);
    for (const id of this.known) if (id.endsWith(`/${region}`)) this.known.delete(id);
  }

  beat(shard: number, region: number, role: ReplicaRole | undefined, strict: boolean): string {
    const id = `${shard}/${region}`;
    if (this.goneShards.has(shard) || this.goneRegions.has(region)) return "retired";
    if (this.moved.has(id) && role !== "follower") return "retired";
    this.moved.delete(id);
    const isWelcome =
      !strict || this.home.get(shard) === region || (role === "follower" && this.home.has(shard));
    if (!this.known.has(id) && !isWelcome) return "rejected";
    this.known.add(id);
    return "accepted";
  }
}

const shard = fc.nat({ max: 3 });
const region = fc.nat({ max: 2 });
const operation = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(
      fc.constant("beat" as const),
      shard,
      region,
      fc.constantFrom(undefined, "leader" as const, "follower" as const),
    ),
  },
  { weight: 3, arbitrary: fc.tuple(fc.constant("assign" as const), shard, region) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("removeShard" as const), shard) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("removeRegion" as const), region) },
);

describe.each(["open", "strict"] as const)(
  "decision 7, against a naive model, with %s registration",
  (registration) => {
    test("after any row of moves, removals and heartbeats the same replicas are known and the same heartbeats taken", () => {
      fc.assert(
        fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
          const regionNames = new Map([0, 1, 2].map((regionId) => [regionId, `region-${regionId}`]));
          const cluster = new TestCluster([], { registration, regionNames });
          const model = new NaiveCluster();
          for (const step of operations) {
            cluster.time.advance(1);
            if (step[0] === "beat") {
              const [, shardId, regionId, role] = step;
              const outcome = cluster.beat(shardId, regionId, role ? { role } : {});
              expect(outcome).toBe(model.beat(shardId, regionId, role, registration === "strict"));
            } else if (step[0] === "assign") {
              cluster.controlPlane.updateTopology({ shardId: step[1], regionId: step[2] });
              model.assign(step[1], step[2]);
            } else if (step[0] === "removeShard") {
              cluster.controlPlane.removeShard(step[1]);
              model.removeShard(step[1]);
            } else {
              cluster.controlPlane.removeRegion(step[1]);
              model.removeRegion(step[1]);
            }
          }
          expect(cluster.replicas.map((id) => id.join("/")).sort()).toEqual([...model.known].sort());
          expect(
            new Map(cluster.topology.assignments.map(({ shardId, regionId }) => [shardId, regionId])),
          ).toEqual(model.home);
          const regions = new Set([...model.known].map((id) => Number(id.split("/")[1])));
          expect(new Set(cluster.controlPlane.snapshot().regions.map(({ regionId }) => regionId))).toEqual(
            regions,
          );
        }),
        propertyRuns(300),
      );
    });
  },
);
