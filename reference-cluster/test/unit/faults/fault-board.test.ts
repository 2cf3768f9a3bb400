import { someRows } from "../../../../test/support/property-runs";
import { FAULTS } from "../../../faults/fault-catalogue";
import { EU_WEST, simulatedClusters } from "../../support/simulated-cluster";

const start = simulatedClusters();

describe("the fault board", () => {
  test("knows every fault by a name and a summary of its own, and describes each parameter", () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
    for (const { summary, parameters } of FAULTS) {
      expect(summary).toMatch(/\.$/);
      for (const { description } of parameters) expect(description).not.toBe("");
    }
  });

  // A cluster each.
  test.each(someRows(FAULTS, 4))("gives an example that works for $name", async ({ name, example }) => {
    const { faults, live } = bound(start());
    const pending = faults.start(name, Object.fromEntries(new URLSearchParams(example)));
    await live(12);
    // The examples are for five shards in each region; here shard 5 is the last one.
    expect(await pending).toMatchObject({ result: "started", fault: { name } });
  });

  test("ends a fault after its duration and not before", async () => {
    const simulated = start();
    await simulated.faults.start("kill-region", { region: "eu-west", duration: "30s" });
    await simulated.live(29);
    expect(simulated.cluster.fleet.inRegion(EU_WEST)).toEqual([]);
    await simulated.live(1);
    expect(simulated.cluster.fleet.inRegion(EU_WEST)).toHaveLength(6);
    expect(simulated.faults.active).toEqual([]);
  });

  test("begins a planned fault when its time has come", async () => {
    const simulated = start();
    simulated.faults.plan("kill-region", { region: "eu-west" }, 10_000);
    await simulated.live(9);
    expect(simulated.faults.active).toEqual([]);
    await simulated.live(1);
    expect(simulated.faults.active).toHaveLength(1);
  });

  test("ends a fault on request, once", async () => {
    const { faults } = start();
    await faults.start("kill-region", { region: "eu-west", duration: "30s" });
    expect(await faults.clear("kill-region-1")).toMatchObject({ id: "kill-region-1", name: "kill-region" });
    expect(await faults.clear("kill-region-1")).toBeUndefined();
  });

  test("ends all faults on request, also those that are planned", async () => {
    const simulated = start();
    const { faults } = simulated;
    await faults.start("kill-region", { region: "eu-west" });
    await faults.start("stop-shipper", { shard: "0" });
    faults.plan("kill-region", { region: "us-east" }, 1_000);
    expect((await faults.clearAll()).map(({ id }) => id)).toEqual(["kill-region-1", "stop-shipper-2"]);
    await simulated.live(5);
    expect(faults.active).toEqual([]);
  });

  test.each<[string, Record<string, string>, string]>([
    ["kill-region", {}, "region: expected one of the regions us-east, eu-west, ap-south, got nothing"],
    [
      "kill-region",
      { region: "mars" },
      'region: expected one of the regions us-east, eu-west, ap-south, got "mars"',
    ],
    [
      "kill-region",
      { region: "0", shard: "1" },
      "shard: not a parameter of kill-region; expected region or duration",
    ],
    ["kill-region", { region: "0", duration: "long" }, "duration: expected a duration"],
    ["kill-region", { region: "0", duration: "0s" }, "duration: expected a duration"],
    ["kill-shard", { shard: "6" }, 'shard: expected a shard from 0 to 5, got "6"'],
    ["kill-shard", { shard: "1e0" }, "shard: expected a shard"],
    ["slow-link", { region: "0", peer: "1", loss: "2" }, 'loss: expected a number from 0 to 1, got "2"'],
    ["skew-clock", { region: "0", seconds: "NaN" }, "seconds: expected a number"],
    ["replay-heartbeats", { age: "old" }, "age: expected a duration"],
  ])("refuses %s with %p and names the parameter", async (name, parameters, message) => {
    const { faults } = start();
    const result = await faults.start(name, parameters);
    expect(result).toMatchObject({ result: "invalid" });
    const messages = result.result === "invalid" ? result.problems.map((problem) => problem.message) : [];
    expect(messages.join()).toContain(message);
    expect(faults.check(name, parameters).map((problem) => problem.message)).toEqual(messages);
    expect(faults.active).toEqual([]);
  });

  test("names all faults when asked for one that there is not", async () => {
    const result = await start().faults.start("kill-planet", {});
    expect(result).toMatchObject({
      result: "unknown",
      message: expect.stringContaining("kill-region") as string,
    });
  });

  test("puts no fault on a cluster that stops", async () => {
    const { faults } = start();
    faults.stop();
    expect(await faults.start("kill-region", { region: "eu-west", duration: "1h" })).toMatchObject({
      result: "refused",
    });
  });
});

function bound(simulated: ReturnType<typeof start>) {
  return { faults: simulated.faults, live: simulated.live.bind(simulated) };
}
