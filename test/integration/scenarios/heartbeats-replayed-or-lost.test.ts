import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

describe("old heartbeats are replayed", () => {
  test("beside the live ones they change nothing and are counted", async () => {
    await watch.fault("replay-heartbeats", { region: "us-east" });
    await watch.live(60);

    expect(watch.takeTransitions()).toEqual([]);
    expect(watch.snapshot.heartbeats.stale).toBeGreaterThan(0);
    expect(watch.snapshot.heartbeats.rejected).toBe(0);
  });
});

describe("heartbeats are lost", () => {
  test("a region whose heartbeats are all lost is Offline though it lives, and Healthy with the first that arrives", async () => {
    await watch.fault("lose-heartbeats", { region: "us-east" });
    await watch.live(40);
    expect(watch.states["us-east"]).toBe("Offline");

    await watch.repair();
    await watch.live(6);
    expect(watch.states["us-east"]).toBe("Healthy");
  });
});
