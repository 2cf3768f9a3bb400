import { AP_SOUTH, EU_WEST, simulatedClusters, US_EAST } from "../../support/simulated-cluster";
import { someTests } from "../../../../test/support/property-runs";

const start = simulatedClusters();

describe("move-home", () => {
  someTests(2, [
    [
      "lets the new leader catch up, take over without a lost signal, and tells the exporter",
      async () => {
        const simulated = start();
        await simulated.live(20);
        const fault = await simulated.fault("move-home", { shard: "0", region: "eu-west" });
        expect(fault.outcome).toMatchObject({
          from: "us-east",
          to: "eu-west",
          caught_up: true,
          exporter: { result: "updated" },
        });
        expect(simulated.exporter.moves).toEqual([[0, EU_WEST]]);
        await simulated.live(30);
        expect(simulated.exporter.last(0, EU_WEST)).toMatchObject({ role: "leader" });
        expect(simulated.exporter.last(0, EU_WEST).replicationLag.size).toBe(2);
        await simulated.expectEqualReplicas();
        const stored = simulated.cluster.leaderships.all().map(({ shardId, regionId }) => {
          return Number(simulated.replica(shardId, regionId).store.state.signalsTotal);
        });
        expect(stored.reduce((sum, one) => sum + one, 0)).toBe(simulated.cluster.workload.written);
      },
    ],
    [
      "leaves the old leader saying that it leads for a while; then it follows",
      async () => {
        const simulated = start();
        await simulated.live(10);
        await simulated.fault("move-home", { shard: "0", region: "eu-west", drain: "30s" });
        expect(simulated.exporter.last(0, US_EAST)).toMatchObject({ role: "leader" });
        await simulated.live(30);
        expect(simulated.exporter.last(0, US_EAST)).toMatchObject({ role: "follower" });
      },
    ],
    [
      "goes back home when it ends",
      async () => {
        const simulated = start();
        await simulated.live(10);
        await simulated.fault("move-home", { shard: "0", region: "eu-west", duration: "40s" });
        await simulated.live(60);
        expect(simulated.exporter.moves).toEqual([
          [0, EU_WEST],
          [0, US_EAST],
        ]);
        expect(simulated.cluster.homeOf(0)).toBe(US_EAST);
        expect(simulated.cluster.leaderships.of(0).term).toBe(2);
        await simulated.expectEqualReplicas();
      },
    ],
    [
      "says so when the exporter keeps its topology in its configuration",
      async () => {
        const simulated = start();
        const message = "the topology is kept in the configuration";
        simulated.exporter.topologyAnswer = { result: "kept in configuration", message };
        const fault = await simulated.fault("move-home", { shard: "0", region: "eu-west" });
        expect(fault.outcome).toMatchObject({ exporter: { result: "kept in configuration", message } });
      },
    ],
    [
      "away from a dead leader takes over at once; the old one, restored, gives up what nobody else had",
      async () => {
        const simulated = start();
        await simulated.live(20);
        await simulated.fault("stop-shipper", { shard: "0" });
        await simulated.fault("kill-shard", { shard: "0", region: "us-east" });
        const shipped = simulated.replica(0, EU_WEST).store.receivedSeqno;
        const fault = await simulated.fault("move-home", { shard: "0", region: "eu-west" });
        expect(fault.outcome).toMatchObject({ caught_up: false, took_over_at_seqno: shipped });
        await simulated.live(20);
        for (const { id } of simulated.faults.active.filter(({ name }) => name !== "move-home")) {
          await simulated.faults.clear(id);
        }
        await simulated.live(30);
        expect(simulated.cluster.homeOf(0)).toBe(EU_WEST);
        await simulated.expectEqualReplicas();
      },
    ],
    [
      "takes over without the rest when the new leader cannot catch up in time",
      async () => {
        const simulated = start();
        await simulated.live(10);
        await simulated.fault("partition", { region: "us-east", peer: "eu-west" });
        const fault = await simulated.fault("move-home", { shard: "0", region: "eu-west", "catch-up": "5s" });
        expect(fault.outcome).toMatchObject({ caught_up: false });
        await simulated.live(20);
        const [kept] = simulated.faults.active.filter(({ name }) => name === "partition");
        await simulated.faults.clear(kept?.id ?? "");
        await simulated.live(30);
        await simulated.expectEqualReplicas();
      },
    ],
    [
      "to a stalled follower applies what it has received before it leads",
      async () => {
        const simulated = start();
        await simulated.live(10);
        await simulated.fault("stall-follower", { region: "ap-south", shard: "0" });
        await simulated.live(10);
        await simulated.fault("move-home", { shard: "0", region: "ap-south" });
        expect(simulated.replica(0, AP_SOUTH).duty.role).toBe("leader");
        await simulated.live(30);
        await simulated.expectEqualReplicas();
      },
    ],
    [
      "to a replica that has what no leader ever shipped waits until that is replaced",
      async () => {
        const simulated = start();
        await simulated.live(10);
        const stop = await simulated.fault("stop-shipper", { region: "us-east", shard: "0" });
        const kill = await simulated.fault("kill-shard", { shard: "0", region: "us-east" });
        await simulated.fault("move-home", { shard: "0", region: "eu-west" });
        const partition = await simulated.fault("partition", { region: "us-east", peer: "eu-west" });
        await simulated.faults.clear(kill.id);
        const refused = simulated.faults.start("move-home", {
          shard: "0",
          region: "us-east",
          "catch-up": "3s",
        });
        await simulated.live(5);
        expect(await refused).toMatchObject({
          result: "refused",
          message: expect.stringContaining("snapshot") as string,
        });
        for (const { id } of [partition, stop]) await simulated.faults.clear(id);
        await simulated.live(10);
        await simulated.fault("move-home", { shard: "0", region: "us-east" });
        await simulated.live(20);
        await simulated.expectEqualReplicas();
      },
    ],
  ]);

  test.each([
    ["to where it is", { shard: "0", region: "us-east" }, "already"],
    ["to a region that is down", { shard: "0", region: "ap-south" }, "down"],
  ])("%s is refused", async (_, parameters, message) => {
    const simulated = start();
    await simulated.fault("kill-region", { region: "ap-south" });
    const result = await simulated.faults.start("move-home", parameters);
    expect(result).toMatchObject({ result: "refused", message: expect.stringContaining(message) as string });
  });

  test("to a region that goes down meanwhile is refused, and the old leader takes writes again", async () => {
    const simulated = start();
    await simulated.live(10);
    await simulated.fault("partition", { region: "us-east", peer: "eu-west" });
    const pending = simulated.faults.start("move-home", { shard: "0", region: "eu-west" });
    await simulated.live(1);
    await simulated.faults.start("kill-region", { region: "eu-west" });
    await simulated.live(1);
    expect(await pending).toMatchObject({ result: "refused" });
    const before = simulated.replica(0, US_EAST).store.state.signalsTotal;
    await simulated.live(2);
    expect(simulated.replica(0, US_EAST).store.state.signalsTotal).toBeGreaterThan(before);
  });
});
