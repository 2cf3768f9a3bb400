import { someRows, someTests } from "../../../../test/support/property-runs";
import { clusterLayout } from "../../../layout";
import { NODE_STATES } from "../../../operations/node-upgrade";
import { MOVE_STATES } from "../../../tenants/tenant-move";
import { simulatedClusters } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";

const start = simulatedClusters();

const SMALL = {
  layout: clusterLayout(undefined, 1),
  workload: { signalsPerSecond: 60, entityCount: 300, seed: 1 },
};

/** Lives until the states that an operation reports are those asked for. @throws Error when that takes too long. */
async function until(simulated: SimulatedCluster, statesOf: () => string, states: string): Promise<void> {
  for (let tenths = 0; tenths < 3_000; tenths += 1) {
    if (statesOf() === states) return;
    await simulated.live(0.1);
  }
  throw new Error(`expected ${states}, got ${statesOf()}`);
}

/** The state of each node of the upgrade that goes on. */
function nodeStates({ operations }: SimulatedCluster): string {
  const [operation] = operations.operations;
  const nodes = (operation?.status["nodes"] ?? []) as readonly { readonly state: string }[];
  return nodes.map(({ state }) => state).join();
}

/** Every shard is where it was, every replica has the same, and no signal that a client was told of is lost or doubled. */
async function expectWhole(simulated: SimulatedCluster, writtenBefore: number): Promise<void> {
  await simulated.live(5);
  await simulated.expectEqualReplicas();
  const { leaderships, layout, workload } = simulated.cluster;
  expect(leaderships.all().map(({ regionId }) => regionId)).toEqual(
    layout.shards.map(({ regionId }) => regionId),
  );
  const stored = leaderships
    .all()
    .map(({ shardId, regionId }) => Number(simulated.replica(shardId, regionId).store.state.signalsTotal));
  expect(stored.reduce((sum, one) => sum + one, 0)).toBe(writtenBefore + workload.written);
}

const UNDER_WAY = NODE_STATES.filter((state) => state !== "Complete" && state !== "Failed");

const UPGRADES = UNDER_WAY.flatMap((state) => [`${state},Pending,Pending`, `Complete,${state},Pending`]);
const MOVES = MOVE_STATES.filter((state) => state !== "Idle" && state !== "Complete");

test.each(someRows(UPGRADES, 2))(
  "a rolling upgrade whose process is killed with its nodes %s is finished by the next one",
  async (states) => {
    const simulated = start(SMALL);
    await simulated.live(3);
    await simulated.operations.start("rolling-upgrade", { version: "2.0.0", down: "3s", settle: "2s" });
    await until(simulated, () => nodeStates(simulated), states);
    const { written } = simulated.cluster.workload;
    simulated.restart();
    expect(nodeStates(simulated)).toBe(states);
    await until(simulated, () => nodeStates(simulated), "Complete,Complete,Complete");
    const { layout, nodes } = simulated.cluster;
    expect(layout.regions.map(({ regionId }) => nodes.version(regionId))).toEqual([
      "2.0.0",
      "2.0.0",
      "2.0.0",
    ]);
    await expectWhole(simulated, written);
  },
);

test.each(someRows(MOVES, 1))(
  "the move of a tenant whose process is killed in %s is finished by the next one",
  async (state) => {
    const simulated = start(SMALL);
    await simulated.live(3);
    await simulated.operations.start("migrate-tenant", { tenant: "t2", shard: "0", dual: "3s" });
    const stateOf = (): string => simulated.cluster.tenants.of(2n).move?.state ?? "Idle";
    await until(simulated, stateOf, state);
    const before = simulated.cluster.tenants.counts(2n).taken;
    const { written } = simulated.cluster.workload;
    simulated.restart();
    expect(stateOf()).toBe(state);
    await until(simulated, stateOf, "Complete");
    const tenant = simulated.cluster.tenants.of(2n);
    const { taken } = simulated.cluster.tenants.counts(2n);
    expect([tenant.owner, tenant.owned.head]).toEqual([0, BigInt(before + taken)]);
    await expectWhole(simulated, written);
  },
);

someTests(1, [
  [
    "a node that had failed, and a process that is killed before what it led is back, leave the work to the next one",
    async () => {
      const simulated = start(SMALL);
      await simulated.live(3);
      await simulated.operations.start("rolling-upgrade", {
        version: "2.0.0",
        down: "3s",
        region: "us-east",
      });
      await until(simulated, () => nodeStates(simulated), "Upgrading");
      await simulated.live(1);
      const { written } = simulated.cluster.workload;
      const [operation] = simulated.operations.operations;
      operation?.cancel();
      expect(operation?.isOver).toBe(false);
      simulated.restart();
      await until(simulated, () => String(simulated.operations.operations[0]?.isOver), "true");
      expect(nodeStates(simulated)).toBe("Failed");
      await expectWhole(simulated, written);
    },
  ],
  [
    "a shard that was moved is led where it was moved to, and has lost nothing, also when the next process is killed as well",
    async () => {
      const simulated = start(SMALL);
      await simulated.live(3);
      await simulated.fault("move-home", { shard: "0", region: "ap-south" });
      let written = 0;
      for (let starts = 0; starts < 3; starts += 1) {
        await simulated.live(4);
        written += simulated.cluster.workload.written;
        simulated.restart();
        expect(simulated.cluster.leaderships.of(0)).toMatchObject({ regionId: 2, term: 1 });
      }
      await simulated.live(5);
      await simulated.expectEqualReplicas();
      const stored = simulated.cluster.leaderships
        .all()
        .map(({ shardId, regionId }) =>
          Number(simulated.replica(shardId, regionId).store.state.signalsTotal),
        );
      expect(stored.reduce((sum, one) => sum + one, 0)).toBe(written + simulated.cluster.workload.written);
    },
  ],
]);
