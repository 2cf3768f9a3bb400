import fc from "fast-check";

import type {
  FollowerReading,
  LiveReplicas,
  ReplicaReading,
  ReplicaWatcher,
} from "../../../../src/domain/terms/live-replicas";
import type { ReplicaSnapshot } from "../../../../src/domain/terms/cluster-snapshot";
import { clusterOperations, perform } from "../../../support/domain/cluster-operations";
import { TestCluster } from "../../../support/domain/domain-cluster";
import { propertyRuns } from "../../../support/property-runs";

/** A reading that stays what it is, with u64s as floats. */
function copied(reading: ReplicaReading | ReplicaSnapshot): unknown {
  const { shardId, regionId, regionName, state, lastArrivalSeconds, clockSkewSeconds } = reading;
  const float = (value: number | bigint | undefined): number | undefined =>
    value === undefined ? undefined : Number(value);
  return {
    shardId,
    regionId,
    regionName,
    state,
    lastArrivalSeconds,
    clockSkewSeconds,
    stats: reading.stats && {
      entityCount: float(reading.stats.entityCount),
      diskBytes: float(reading.stats.diskBytes),
      leaderSeqno: float(reading.stats.leaderSeqno),
      signalsTotal: float(reading.stats.signalsTotal),
      signalThroughputEps: reading.stats.signalThroughputEps,
    },
    followers: Array.from(
      reading.followers,
      ({ followerId, followerName, lagSeqnos, lagSeconds }: FollowerReading) => ({
        followerId,
        followerName,
        lagSeqnos: float(lagSeqnos),
        lagSeconds,
      }),
    ),
  };
}

function read(replicas: LiveReplicas): readonly unknown[] {
  return Array.from(replicas.slotsInOrder(), (slot) => copied(replicas.read(slot)));
}

/** Notes what it is told, one word each. */
function notes(told: string[], name = ""): ReplicaWatcher {
  return {
    added: (slot) => told.push(`${name}added ${slot}`),
    changed: (slot) => told.push(`${name}changed ${slot}`),
    removed: (slot) => told.push(`${name}removed ${slot}`),
    renamed: () => told.push(`${name}renamed`),
  };
}

/** Keeps a copy of every replica, and reads again only what it was told of: what watching is for. */
class Keeper implements ReplicaWatcher {
  readonly #replicas: LiveReplicas;
  readonly #copies = new Map<number, unknown>();
  readonly #marked = new Set<number>();

  constructor(replicas: LiveReplicas) {
    this.#replicas = replicas;
    this.renamed();
    replicas.watch(this);
  }

  added(slot: number): void {
    if (this.#copies.has(slot)) throw new Error(`slot ${slot} was given out again before it was free`);
    this.#copies.set(slot, undefined);
    this.#marked.add(slot);
  }

  changed(slot: number): void {
    if (!this.#copies.has(slot)) throw new Error(`slot ${slot} changed before it was added`);
    this.#marked.add(slot);
  }

  removed(slot: number): void {
    if (!this.#copies.delete(slot)) throw new Error(`slot ${slot} was removed and not there`);
    this.#marked.delete(slot);
  }

  renamed(): void {
    for (const slot of this.#replicas.slotsInOrder()) {
      this.#copies.set(slot, undefined);
      this.#marked.add(slot);
    }
  }

  /** Brings the copies up to date, and lists them in the cluster's order. */
  list(): readonly unknown[] {
    for (const slot of this.#marked) this.#copies.set(slot, copied(this.#replicas.read(slot)));
    this.#marked.clear();
    const slots = [...this.#replicas.slotsInOrder()];
    expect(slots).toHaveLength(this.#copies.size);
    return slots.map((slot) => this.#copies.get(slot));
  }
}

describe("reading live replicas", () => {
  test("after any course of events shows what a snapshot shows, and a watcher missed nothing", () => {
    fc.assert(
      fc.property(clusterOperations, fc.nat({ max: 10 }), (operations, beginAt) => {
        const cluster = new TestCluster([[0, 0]], { forgetAfterMs: 60_000 });
        const { replicas } = cluster.controlPlane;
        const keepers = [new Keeper(replicas)];
        for (const [index, operation] of operations.entries()) {
          if (index === beginAt) keepers.push(new Keeper(replicas));
          perform(cluster, operation);
          const figures = cluster.controlPlane.totals();
          if (index % 7 === 0) for (const keeper of keepers) keeper.list();
          const states = Array.from(replicas.slotsInOrder(), (slot) => replicas.read(slot).state);
          for (const state of ["Healthy", "Degraded", "Offline", "Pending"] as const) {
            const counted = figures.regions.reduce((sum, region) => sum + region.replicas[state], 0);
            expect(states.filter((each) => each === state)).toHaveLength(counted);
          }
        }
        const shown = Array.from(cluster.controlPlane.snapshot().replicas, copied);
        expect(read(replicas)).toEqual(shown);
        for (const keeper of keepers) expect(keeper.list()).toEqual(shown);
      }),
      propertyRuns(200),
    );
  });

  test("a reading is one object that moves: what is to be kept must be copied", () => {
    const cluster = new TestCluster([
      [0, 0],
      [1, 0],
    ]);
    const { replicas } = cluster.controlPlane;
    const [first = -1, second = -1] = replicas.slotsInOrder();
    const reading = replicas.read(first);
    expect(replicas.read(second)).toBe(reading);
    expect(reading.shardId).toBe(1);
  });

  test("its followers can be gone through twice", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0, {
      replicationLag: new Map([
        [2, 5n],
        [1, 0n],
      ]),
    });
    const { followers } = cluster.controlPlane.replicas.read(0);
    const ids = (): readonly number[] => Array.from(followers, ({ followerId }) => followerId);
    expect([ids(), ids()]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("an Offline replica shows no followers, and shows them again with its next heartbeat", () => {
    const cluster = new TestCluster();
    const followed = { replicationLag: new Map([[1, 0n]]) };
    const count = (): number => [...cluster.controlPlane.replicas.read(0).followers].length;
    cluster.beat(0, 0, followed);
    expect(count()).toBe(1);
    cluster.time.advance(30_001);
    expect(count()).toBe(1);
    cluster.controlPlane.totals();
    expect(count()).toBe(0);
    cluster.beat(0, 0, followed);
    expect(count()).toBe(1);
  });

  test("lags are shown in whole microseconds, and judged to the nanosecond", () => {
    const cluster = new TestCluster();
    cluster.beat(0, 0, { replicationLagNs: new Map([[1, 5_000_000_001n]]) });
    const [lag] = cluster.controlPlane.replicas.read(0).followers;
    expect(lag?.lagSeconds).toBe(5);
    expect(cluster.regionState(0)).toBe("Degraded");
    expect(cluster.region(0)?.reasons.at(0)?.observed).toBe(5.000000001);
  });

  test("a free slot cannot be read", () => {
    const cluster = new TestCluster([[0, 0]]);
    cluster.controlPlane.removeShard(0);
    const { replicas } = cluster.controlPlane;
    expect(() => replicas.read(0)).toThrow(
      new RangeError("slot: expected one with a replica in it, got 0, which is free"),
    );
    expect(replicas.slotCount).toBe(1);
    expect([...replicas.slotsInOrder()]).toEqual([]);
  });
});

describe("watching live replicas", () => {
  test("a replica that registers itself is added before it changes, and a stale heartbeat changes nothing", () => {
    const cluster = new TestCluster();
    const told: string[] = [];
    cluster.controlPlane.replicas.watch(notes(told));
    cluster.beat(3, 0);
    cluster.beat(3, 0);
    expect(told).toEqual(["added 0", "changed 0"]);
  });

  test.each(["tick", "totals", "snapshot", "health"] as const)(
    "a state that %s finds to be another is told during that call, once",
    (look) => {
      const cluster = new TestCluster([[0, 0]]);
      const told: string[] = [];
      cluster.controlPlane.replicas.watch(notes(told));
      cluster.controlPlane.totals();
      cluster.time.advance(30_001);
      expect(told).toEqual([]);
      cluster.controlPlane[look]();
      cluster.controlPlane[look]();
      expect(told).toEqual(["changed 0"]);
    },
  );

  test("a replica that moves leaves its slot before the new one comes", () => {
    const cluster = new TestCluster([[0, 0]]);
    const told: string[] = [];
    cluster.controlPlane.replicas.watch(notes(told));
    cluster.controlPlane.updateTopology({ shardId: 0, regionId: 1 });
    expect(told).toEqual(["removed 0", "added 0"]);
    expect(cluster.controlPlane.replicas.read(0).regionId).toBe(1);
  });

  test("new names are told, and names that stay are not", () => {
    const cluster = new TestCluster([[0, 0]]);
    const told: string[] = [];
    cluster.controlPlane.replicas.watch(notes(told));
    cluster.controlPlane.configure({ clusterName: "prod" });
    cluster.controlPlane.configure({ regionNames: new Map([[0, "us-east"]]) });
    cluster.controlPlane.configure({ regionNames: new Map([[0, "us-east"]]), degradedLagMs: 1 });
    expect(told).toEqual(["renamed"]);
    expect(cluster.controlPlane.replicas.read(0).regionName).toBe("us-east");
  });

  test("several watch, each until it leaves; one that watches twice hears everything twice", () => {
    const cluster = new TestCluster();
    const told: string[] = [];
    const { replicas } = cluster.controlPlane;
    const watcher = notes(told, "a ");
    const leave = replicas.watch(watcher);
    replicas.watch(notes(told, "b "));
    replicas.watch(watcher);
    cluster.beat(0, 0);
    expect(told.splice(0)).toEqual([
      "a added 0",
      "b added 0",
      "a added 0",
      "a changed 0",
      "b changed 0",
      "a changed 0",
    ]);
    leave();
    leave();
    cluster.time.advance(1);
    cluster.beat(0, 0);
    expect(told).toEqual(["b changed 0", "a changed 0"]);
  });
});
