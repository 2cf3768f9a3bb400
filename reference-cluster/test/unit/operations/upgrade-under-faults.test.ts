import fc from "fast-check";
import { propertyRuns } from "../../../../test/support/property-runs";
import { mayFollow } from "../../../operations/node-upgrade";
import type { NodeState } from "../../../operations/node-upgrade";
import { whyNotServing } from "../../../operations/why-not-serving";
import { clusterLayout } from "../../../layout";
import { simulatedClusters } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";

const start = simulatedClusters();

/** What may happen while an upgrade goes on. */
const HAPPENINGS = [
  { kind: "driver dies", seconds: 0 },
  { kind: "driver dies", seconds: 7 },
  { kind: "fault", name: "kill-region", parameters: { region: "ap-south", duration: "8s" } },
  { kind: "fault", name: "stall-follower", parameters: { region: "eu-west", duration: "9s" } },
  { kind: "fault", name: "partition", parameters: { region: "us-east", peer: "eu-west", duration: "6s" } },
  { kind: "fault", name: "stop-shipper", parameters: { region: "us-east", duration: "5s" } },
] as const;

type Happening = (typeof HAPPENINGS)[number];

interface NodeStatus {
  readonly region: string;
  readonly state: NodeState;
}

/** Watches an upgrade, half a second at a time, and throws when something does not hold. */
class Watcher {
  readonly #simulated: SimulatedCluster;
  #before: readonly NodeStatus[] = [];
  readonly #stops: { readonly regionId: number; readonly notServing: readonly number[] }[] = [];

  constructor(simulated: SimulatedCluster) {
    this.#simulated = simulated;
    const { nodes } = simulated.cluster;
    const stop = nodes.stop.bind(nodes);
    // Others are looked at when the node is stopped: half a second earlier one may still have been behind.
    jest.spyOn(nodes, "stop").mockImplementation((regionId) => {
      this.#stops.push({ regionId, notServing: this.#notServing().filter((id) => id !== regionId) });
      stop(regionId);
    });
  }

  get isOver(): boolean {
    return this.#simulated.operations.operations[0]?.isOver === true;
  }

  async live(seconds: number): Promise<void> {
    for (let half = 0; half < seconds * 2; half += 1) {
      await this.#simulated.live(0.5);
      this.#expectInOrder();
      this.#expectOthersServe();
    }
  }

  /** Nodes go through their states in order, one after another. */
  #expectInOrder(): void {
    const [operation] = this.#simulated.operations.operations;
    const now = (operation?.status["nodes"] ?? []) as readonly NodeStatus[];
    for (const [at, { state }] of now.entries()) {
      const before = this.#before[at]?.state ?? "Pending";
      if (before !== state) expect([before, state, mayFollow(before, state)]).toEqual([before, state, true]);
    }
    const underWay = now.filter(({ state }) => state !== "Pending" && state !== "Complete");
    expect(underWay.length).toBeLessThanOrEqual(1);
    this.#before = now;
  }

  /** A node is stopped only where all others served, and never two at once. */
  #expectOthersServe(): void {
    const { nodes } = this.#simulated.cluster;
    expect(this.#regionIds.filter((regionId) => nodes.isStopped(regionId)).length).toBeLessThanOrEqual(1);
    expect(this.#stops.filter(({ notServing }) => notServing.length > 0)).toEqual([]);
  }

  /** Every node has been stopped. */
  expectAllStopped(): void {
    expect(new Set(this.#stops.map(({ regionId }) => regionId))).toEqual(new Set(this.#regionIds));
  }

  get #regionIds(): readonly number[] {
    return this.#simulated.cluster.layout.regions.map(({ regionId }) => regionId);
  }

  #notServing(): readonly number[] {
    const { cluster, scheduler } = this.#simulated;
    const nowMs = scheduler.monotonicMs();
    return this.#regionIds.filter((regionId) => whyNotServing(cluster, regionId, nowMs) !== undefined);
  }
}

async function happen(simulated: SimulatedCluster, watcher: Watcher, happening: Happening): Promise<void> {
  if (happening.kind === "fault") {
    await simulated.faults.start(happening.name, happening.parameters);
    return;
  }
  simulated.operations.stop();
  await simulated.live(happening.seconds);
  simulated.restartOperations();
  // What happened while nobody drove is seen as one step; nothing may have.
  await watcher.live(0.5);
}

test("with crashes and faults at any time an upgrade ends, one node at a time, and loses no signal", async () => {
  const settings = {
    layout: clusterLayout(undefined, 1),
    workload: { signalsPerSecond: 60, entityCount: 300, seed: 1 },
  };
  const moments = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(...HAPPENINGS)), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(moments, async (plan) => {
      const simulated = start(settings);
      const watcher = new Watcher(simulated);
      await simulated.live(5);
      await simulated.operations.start("rolling-upgrade", { version: "2.0.0", down: "5s", settle: "2s" });
      for (const [seconds, happening] of plan) {
        await watcher.live(seconds / 2);
        await happen(simulated, watcher, happening);
      }
      for (let second = 0; second < 400 && !watcher.isOver; second += 5) await watcher.live(5);
      expect(simulated.operations.operations[0]?.status).toMatchObject({
        over: true,
        nodes: [{ state: "Complete" }, { state: "Complete" }, { state: "Complete" }],
      });
      watcher.expectAllStopped();
      await simulated.recover(10);
      await simulated.expectEqualReplicas();
      const stored = simulated.cluster.leaderships.all().map(({ shardId, regionId }) => {
        return Number(simulated.replica(shardId, regionId).store.state.signalsTotal);
      });
      expect(stored.reduce((sum, one) => sum + one, 0)).toBe(simulated.cluster.workload.written);
      simulated.operations.stop();
      simulated.cluster.stop();
    }),
    propertyRuns(30),
  );
}, 900_000);

test("a node's states follow each other in one order, and failing is the only other way", () => {
  const steps = [
    ["Pending", "Draining"],
    ["Draining", "Drained"],
    ["Drained", "Upgrading"],
    ["Upgrading", "Rejoining"],
    ["Rejoining", "Complete"],
  ] as const;
  for (const [from, to] of steps) {
    expect([mayFollow(from, to), mayFollow(to, from), mayFollow(from, "Failed")]).toEqual([
      true,
      false,
      true,
    ]);
  }
  expect([
    mayFollow("Pending", "Drained"),
    mayFollow("Complete", "Failed"),
    mayFollow("Failed", "Pending"),
  ]).toEqual([false, false, false]);
});
