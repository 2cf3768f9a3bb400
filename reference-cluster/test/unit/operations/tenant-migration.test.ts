import { simulatedClusters } from "../../support/simulated-cluster";
import type { SimulatedCluster } from "../../support/simulated-cluster";
import { clusterLayout } from "../../../layout";
import { someRows, someTests } from "../../../../test/support/property-runs";

const start = simulatedClusters();

const SETTINGS = { layout: clusterLayout(undefined, 2) };

async function migrating(parameters: Readonly<Record<string, string>> = {}): Promise<SimulatedCluster> {
  const simulated = start(SETTINGS);
  await simulated.live(5);
  const result = await simulated.operations.start("migrate-tenant", {
    tenant: "t1",
    shard: "4",
    dual: "3s",
    ...parameters,
  });
  if (result.result !== "started") throw new Error(JSON.stringify(result));
  return simulated;
}

function status({ operations }: SimulatedCluster): Readonly<Record<string, unknown>> {
  return operations.operations[0]?.status ?? {};
}

/** Every signal that a client was told to be taken is there, once. */
function expectNothingLost({ cluster: { tenants } }: SimulatedCluster): void {
  expect(tenants.of(1n).owned.head).toBe(BigInt(tenants.counts(1n).taken));
}

describe("the move of a tenant", () => {
  someTests(1, [
    [
      "goes through its states while clients write, refuses none of them, and loses and doubles nothing",
      async () => {
        const simulated = await migrating();
        const states = new Set<unknown>();
        for (let half = 0; half < 40 && simulated.operations.operations[0]?.isOver === false; half += 1) {
          states.add(status(simulated)["state"]);
          await simulated.live(0.5);
          expectNothingLost(simulated);
        }
        expect([...states, status(simulated)["state"]]).toEqual([
          "PreparingTarget",
          "DualWrite",
          "Finalizing",
          "Complete",
        ]);
        expect(simulated.cluster.tenants.of(1n).owner).toBe(4);
        expect(simulated.cluster.tenants.counts(1n).refused).toBe(0);
        expect(simulated.cluster.tenants.counts(1n).taken).toBeGreaterThan(50);
      },
    ],
    [
      "announces each state on both shards, the next before the last one ends",
      async () => {
        const simulated = await migrating();
        const { id } = simulated.operations.operations[0] ?? { id: "" };
        await simulated.live(1);
        expect([...simulated.exporter.announced.values()]).toMatchObject([
          { shardId: 1, reason: "tenant t1 moves from shard 1 to shard 4: DualWrite" },
          { shardId: 4, leaseMs: 60_000 },
        ]);
        await simulated.live(15);
        const told = simulated.exporter.announcements.map((word) => word.replace(`${id}.`, ""));
        expect(told).toEqual([
          "+shard-1.preparing-target",
          "+shard-4.preparing-target",
          "+shard-1.dual-write",
          "+shard-4.dual-write",
          "-shard-1.preparing-target",
          "-shard-4.preparing-target",
          "+shard-1.finalizing",
          "+shard-4.finalizing",
          "-shard-1.dual-write",
          "-shard-4.dual-write",
          "-shard-1.finalizing",
          "-shard-4.finalizing",
        ]);
      },
    ],
  ]);

  test.each(someRows(["PreparingTarget", "DualWrite", "Finalizing"], 1))(
    "whose driver dies in %s goes on from there",
    async (state) => {
      // What stands still until the target is back is PreparingTarget.
      const simulated = start(SETTINGS);
      await simulated.live(5);
      const kill = await simulated.fault("kill-region", { region: "ap-south" });
      await simulated.operations.start("migrate-tenant", { tenant: "t1", shard: "4", dual: "3s" });
      await simulated.live(2);
      if (state !== "PreparingTarget") await simulated.faults.clear(kill.id);
      for (let half = 0; half < 30 && status(simulated)["state"] !== state; half += 1)
        await simulated.live(0.5);
      expect(status(simulated)["state"]).toBe(state);
      simulated.operations.stop();
      await simulated.live(5);
      expectNothingLost(simulated);
      simulated.restartOperations();
      expect(status(simulated)["state"]).toBe(state);
      await simulated.faults.clear(kill.id);
      await simulated.live(30);
      expect(status(simulated)["state"]).toBe("Complete");
      expect(simulated.cluster.tenants.of(1n).owner).toBe(4);
      expectNothingLost(simulated);
      expect(simulated.exporter.announced.size).toBe(0);
    },
  );

  someTests(1, [
    [
      "to a shard that stays down is given up after its limit; the tenant stays, and its clients notice nothing",
      async () => {
        const simulated = start(SETTINGS);
        await simulated.live(5);
        await simulated.fault("kill-region", { region: "ap-south" });
        await simulated.operations.start("migrate-tenant", { tenant: "t1", shard: "4", limit: "10s" });
        await simulated.live(15);
        expect(status(simulated)).toMatchObject({ state: "Idle", over: true });
        expect([simulated.cluster.tenants.of(1n).owner, simulated.exporter.announced.size]).toEqual([1, 0]);
        expect(simulated.cluster.tenants.counts(1n).refused).toBe(0);
        expectNothingLost(simulated);
      },
    ],
    [
      "is cancelled before the switch, and not after it",
      async () => {
        const simulated = await migrating();
        const { operations } = simulated;
        await simulated.live(1);
        expect(operations.cancel(operations.operations[0]?.id ?? "")).toMatchObject({ ok: true });
        expect(simulated.cluster.tenants.of(1n).owner).toBe(1);
        await simulated.live(1);
        await operations.start("migrate-tenant", { tenant: "t1", shard: "4", dual: "1s" });
        await simulated.live(4);
        const late = operations.cancel(operations.operations[0]?.id ?? "");
        expect(late).toEqual({
          ok: false,
          message: "tenant t1 has been switched; the move can only be finished",
        });
        await simulated.live(10);
        expect(status(simulated)["state"]).toBe("Complete");
        expectNothingLost(simulated);
      },
    ],
  ]);

  test.each([
    [{ tenant: "t9" }, "invalid"],
    [{ shard: "99" }, "invalid"],
    [{ shard: "1" }, "refused"],
  ])("is refused with %p", async (parameters, result) => {
    const refused = start(SETTINGS).operations.start("migrate-tenant", {
      tenant: "t1",
      shard: "4",
      ...parameters,
    });
    expect(await refused).toMatchObject({ result });
  });

  test("is refused while another one of the tenant goes on", async () => {
    const simulated = await migrating();
    expect(await simulated.operations.start("migrate-tenant", { tenant: "t1", shard: "3" })).toMatchObject({
      result: "refused",
      message: expect.stringContaining("goes on") as string,
    });
  });
});
