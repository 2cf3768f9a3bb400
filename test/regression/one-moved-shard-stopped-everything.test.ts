import { StoredClusterAdmin } from "../../src/app/cluster/stored-cluster-admin";
import { takeAllSteps } from "../../src/domain/columns/take-all-steps";
import type { TopologyChange } from "../../src/domain/membership/topology-change";
import type { StoredState } from "../../src/store/store";
import { TestCluster } from "../support/domain/domain-cluster";
import type { Home } from "../support/domain/domain-cluster";
import { UnreliableStore } from "../support/store/unreliable-store";

// A change of one shard copied, hashed and checked all that is kept of 65,536 replicas in one piece: everything else waited for
// 50 to 110 ms.

const SHARDS = 5_000;
/** What a step may hold of the lists that grow with the cluster, as objects that it makes. */
const REPLICAS_AT_A_TIME = 500;

/** Does something before the first save, when what is to be saved is made already. */
class StoreThatSavesLate extends UnreliableStore {
  readonly #before: () => void;

  constructor(before: () => void) {
    super();
    this.#before = before;
  }

  override save(state: StoredState): Promise<void> {
    if (this.saved.length === 0) this.#before();
    return super.save(state);
  }
}

function heardCluster(shards = SHARDS): TestCluster {
  const homes = Array.from({ length: shards }, (_, shardId): Home => [shardId, shardId % 3]);
  const cluster = new TestCluster(homes);
  for (const [shardId, regionId] of homes) cluster.beat(shardId, regionId);
  return cluster;
}

function stepsOf(steps: Iterable<undefined>): number {
  return [...steps].length;
}

test.each<[string, TopologyChange]>([
  ["a shard that moves", { kind: "assign", shardId: 7, regionId: 2 }],
  ["a shard that is removed", { kind: "removeShard", shardId: 7 }],
  ["a region that is removed", { kind: "removeRegion", regionId: 1 }],
])("%s: what is kept of it is made some replicas at a time", (_what, change) => {
  const { membershipRecord } = heardCluster().controlPlane;
  expect(stepsOf(membershipRecord.afterInSteps(change))).toBeGreaterThanOrEqual(SHARDS / REPLICAS_AT_A_TIME);
});

test("what is kept without a change is made and compared some replicas at a time", () => {
  const { membershipRecord } = heardCluster().controlPlane;
  expect(stepsOf(membershipRecord.presentInSteps())).toBeGreaterThanOrEqual(SHARDS / REPLICAS_AT_A_TIME);
  expect(stepsOf(membershipRecord.fingerprintInSteps())).toBeGreaterThanOrEqual(SHARDS / REPLICAS_AT_A_TIME);
});

test("a replica that goes and comes back between two steps is in the list once", () => {
  const { controlPlane, ...cluster } = heardCluster();
  const steps = controlPlane.membershipRecord.presentInSteps();
  for (let step = 0; step < 5; step += 1) steps.next();
  controlPlane.removeShard(0);
  controlPlane.updateTopology({ shardId: 0, regionId: 0 });
  controlPlane.updateTopology({ shardId: SHARDS, regionId: 0 });
  cluster.time.advance(1_000);

  const { known } = takeAllSteps(steps);
  expect(known.map(({ shardId }) => shardId)).toEqual(
    Array.from({ length: SHARDS }, (_, shardId) => shardId),
  );
});

test("who is heard for the first time while a change is kept is kept the next time", async () => {
  const cluster = heardCluster(3);
  const store = new StoreThatSavesLate(() => void cluster.beat(9, 0));
  const admin = new StoredClusterAdmin(store, cluster.controlPlane);
  await admin.assignShard({ shardId: 1, regionId: 2 });
  expect(store.saved.at(-1)?.known?.map(({ shardId }) => shardId)).toEqual([0, 2]);

  await admin.keepKnown();
  expect(store.saved.at(-1)?.known?.map(({ shardId }) => shardId)).toEqual([0, 2, 9]);
  const saves = store.saved.length;
  await admin.keepKnown();
  expect(store.saved).toHaveLength(saves);
});

test("a change that finds nothing is answered without looking at who is known", async () => {
  const cluster = heardCluster(3);
  const store = new UnreliableStore();
  const admin = new StoredClusterAdmin(store, cluster.controlPlane);
  expect(await admin.removeShard(9)).toBe(false);
  expect(store.saved).toEqual([]);
});
