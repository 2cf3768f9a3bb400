import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

describe("two regions are cut off from each other", () => {
  test("both are Degraded by the lag between them, the third stays Healthy, and all of it resolves", async () => {
    await watch.fault("partition", { region: "us-east", peer: "eu-west" });
    await watch.live(30);

    expect(watch.states).toEqual({ "us-east": "Degraded", "eu-west": "Degraded", "ap-south": "Healthy" });
    expect(watch.lag(0, 0, 1).lagSeconds).toBeGreaterThan(20);
    expect(watch.lag(0, 0, 2).lagSeconds).toBeLessThan(5);

    await watch.repair();
    await watch.live(30);
    expect(new Set(Object.values(watch.states))).toEqual(new Set(["Healthy"]));
  });
});

describe("one replica of a shard is killed", () => {
  test("its region is Degraded and names the shard, and is Healthy again within two heartbeats of its return", async () => {
    await watch.fault("kill-shard", { shard: "2", region: "eu-west" });
    await watch.live(40);

    expect(watch.states["eu-west"]).toBe("Degraded");
    expect([...(watch.snapshot.regions[1]?.reasons ?? [])]).toMatchObject([
      { rule: "no_heartbeat", shardId: 2 },
    ]);

    await watch.repair();
    await watch.live(10);
    expect(watch.states["eu-west"]).toBe("Healthy");
  });
});
