import { clusterLayout } from "../../../layout";
import { AP_SOUTH, EU_WEST, simulatedClusters, US_EAST } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";
import { someTests } from "../../../../test/support/property-runs";

const start = simulatedClusters();

interface NodeStatus {
  readonly region: string;
  readonly state: string;
  readonly reason?: string;
}

const SETTINGS = { layout: clusterLayout(undefined, 1) };

async function upgrading(parameters: Readonly<Record<string, string>> = {}): Promise<SimulatedCluster> {
  const simulated = start(SETTINGS);
  await simulated.live(10);
  const result = await simulated.operations.start("rolling-upgrade", {
    version: "2.0.0",
    down: "10s",
    settle: "1s",
    ...parameters,
  });
  if (result.result !== "started") throw new Error(JSON.stringify(result));
  return simulated;
}

function nodes({ operations }: SimulatedCluster): readonly NodeStatus[] {
  return (operations.operations[0]?.status["nodes"] ?? []) as readonly NodeStatus[];
}

function states(simulated: SimulatedCluster): readonly string[] {
  return nodes(simulated).map(({ state }) => state);
}

/** Lets the cluster live until that holds, and not for longer than given. */
async function liveUntil(
  simulated: SimulatedCluster,
  holds: () => boolean,
  atMostSeconds = 120,
): Promise<void> {
  for (let second = 0; second < atMostSeconds && !holds(); second += 0.5) await simulated.live(0.5);
  expect(holds()).toBe(true);
}

function isOver({ operations }: SimulatedCluster): boolean {
  return operations.operations[0]?.isOver === true;
}

describe("a rolling upgrade", () => {
  someTests(3, [
    [
      "brings every node to the new version, one after another, and loses no signal",
      async () => {
        const simulated = await upgrading();
        const seen = new Set<string>();
        const homes = simulated.cluster.leaderships.all().map(({ regionId }) => regionId);
        const bootIds = [US_EAST, EU_WEST, AP_SOUTH].map((regionId) => simulated.replica(0, regionId).bootId);
        await liveUntil(simulated, () => {
          seen.add(states(simulated).join(" "));
          return isOver(simulated);
        });
        const atOnce = [...seen].map(
          (text) => text.split(" ").filter((state) => state === "Upgrading").length,
        );
        expect(Math.max(...atOnce)).toBe(1);
        expect(states(simulated)).toEqual(["Complete", "Complete", "Complete"]);
        for (const regionId of [US_EAST, EU_WEST, AP_SOUTH]) {
          expect(simulated.cluster.nodes.version(regionId)).toBe("2.0.0");
          expect(simulated.replica(0, regionId).bootId).toBeGreaterThan(bootIds[regionId] ?? 0n);
        }
        expect(simulated.cluster.leaderships.all().map(({ regionId }) => regionId)).toEqual(homes);
        await simulated.expectEqualReplicas();
        const stored = simulated.cluster.leaderships.all().map(({ shardId, regionId }) => {
          return Number(simulated.replica(shardId, regionId).store.state.signalsTotal);
        });
        expect(stored.reduce((sum, one) => sum + one, 0)).toBe(simulated.cluster.workload.written);
      },
    ],
    [
      "announces each state before anything is done in it, the next before the last one ends",
      async () => {
        const simulated = await upgrading({ region: "eu-west" });
        const id = simulated.operations.operations[0]?.id ?? "";
        await liveUntil(simulated, () => states(simulated)[0] === "Upgrading");
        expect([...simulated.exporter.announced.values()]).toMatchObject([
          {
            id: `${id}.region-1.upgrading`,
            regionId: EU_WEST,
            reason: "rolling upgrade to 2.0.0, node 1 of 1: Upgrading",
            leaseMs: 60_000,
          },
        ]);
        await liveUntil(simulated, () => isOver(simulated));
        await simulated.live(1);
        const told = (word: string): string => word.replace(id, "").replace(".region-1.", "");
        expect(simulated.exporter.announcements.map(told)).toEqual([
          "+draining",
          "+drained",
          "-draining",
          "+upgrading",
          "-drained",
          "+rejoining",
          "-upgrading",
          "-rejoining",
        ]);
      },
    ],
    [
      "takes no node down while another one does not serve",
      async () => {
        const simulated = start(SETTINGS);
        await simulated.live(10);
        const { id } = await simulated.fault("kill-region", { region: "ap-south" });
        await simulated.operations.start("rolling-upgrade", { version: "2.0.0", down: "5s", settle: "1s" });
        await simulated.live(30);
        expect(states(simulated)).toEqual(["Pending", "Pending", "Pending"]);
        expect(simulated.operations.operations[0]?.status).toMatchObject({
          waits_for: "ap-south to serve: its replica of shard 0 is down",
        });
        expect(simulated.exporter.announcements).toEqual([]);
        await simulated.faults.clear(id);
        await liveUntil(simulated, () => isOver(simulated));
      },
    ],
    [
      "of a node that does not come back fails at its limit, and ends what it announced",
      async () => {
        const simulated = await upgrading({ outcome: "hangs", limit: "40s", region: "us-east" });
        await simulated.live(39);
        expect(states(simulated)).toEqual(["Upgrading"]);
        expect(simulated.exporter.announced.size).toBe(1);
        await simulated.live(5);
        expect(nodes(simulated)[0]).toMatchObject({
          state: "Failed",
          reason: "it took longer than 40 s, and was Upgrading",
        });
        expect(simulated.exporter.announced.size).toBe(0);
        expect(isOver(simulated)).toBe(false);
      },
    ],
    [
      "that is cancelled starts the node with the version that it had, and gives back what it led",
      async () => {
        const simulated = await upgrading();
        await liveUntil(simulated, () => states(simulated)[0] === "Upgrading");
        const { operations } = simulated;
        operations.cancel(operations.operations[0]?.id ?? "");
        await liveUntil(simulated, () => isOver(simulated));
        expect(nodes(simulated)).toMatchObject([
          { state: "Failed", reason: "it was cancelled" },
          { state: "Pending" },
          { state: "Pending" },
        ]);
        expect(simulated.cluster.nodes.version(US_EAST)).toBe("1.0.0");
        expect(simulated.cluster.homeOf(0)).toBe(US_EAST);
        expect(simulated.exporter.announced.size).toBe(0);
        await simulated.expectEqualReplicas();
      },
    ],
    [
      "renews its lease as long as it lives, and lets it lapse when its driver dies",
      async () => {
        const simulated = await upgrading({ outcome: "hangs", region: "us-east", lease: "30s" });
        await liveUntil(simulated, () => states(simulated)[0] === "Upgrading");
        const before = simulated.exporter.workCalls;
        await simulated.live(30);
        expect(simulated.exporter.workCalls - before).toBe(3);
        simulated.operations.stop();
        await simulated.live(30);
        expect(simulated.exporter.workCalls - before).toBe(3);
      },
    ],
    [
      "goes on when the exporter does not take what it announces, and says so",
      async () => {
        const simulated = start(SETTINGS);
        simulated.exporter.workAnswer = { result: "refused", message: "kept in the configuration" };
        await simulated.live(10);
        await simulated.operations.start("rolling-upgrade", { version: "2.0.0", down: "1s", settle: "1s" });
        await liveUntil(simulated, () => isOver(simulated));
        expect(simulated.operations.operations[0]?.status).toMatchObject({
          announcement: { result: "refused", message: "kept in the configuration" },
        });
      },
    ],
  ]);

  test.each([
    [{ region: "mars" }, "region: expected one of the regions"],
    [{ version: "" }, "version: expected 1 to 32 letters"],
    [{ down: "soon" }, "down: expected a duration"],
    [{ lease: "1s" }, "lease: expected a duration of 10s or more"],
    [{ speed: "1" }, "speed: not a parameter of rolling-upgrade; expected version, region"],
  ])("is refused with %p", async (parameters, message) => {
    const result = await start().operations.start("rolling-upgrade", { version: "2.0.0", ...parameters });
    expect(result).toMatchObject({
      result: "invalid",
      problems: [{ message: expect.stringContaining(message) as string }],
    });
  });

  test("is refused while another one goes on", async () => {
    const simulated = await upgrading();
    const again = await simulated.operations.start("rolling-upgrade", { version: "3.0.0" });
    expect(again).toMatchObject({
      result: "refused",
      message: expect.stringContaining("goes on") as string,
    });
  });
});
