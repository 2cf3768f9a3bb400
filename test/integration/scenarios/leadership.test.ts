import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

describe("a shard moves to another home", () => {
  test("the old replica is gone at once, stays gone while it still leads and beats, and returns as a follower", async () => {
    await watch.fault("move-home", { shard: "0", region: "eu-west", drain: "20s" });
    expect(watch.replica(0, 1)).toBeDefined();
    expect(watch.replica(0, 0)).toBeUndefined();

    await watch.live(15);
    expect(watch.replica(0, 0)).toBeUndefined();
    expect(watch.snapshot.heartbeats.retired).toBeGreaterThan(0);

    await watch.live(20);
    expect(watch.replica(0, 0)?.stats?.role).toBe("follower");
    expect(watch.replica(0, 1)?.stats?.role).toBe("leader");
  });
});

describe("two replicas of a shard claim to lead", () => {
  test("it is counted as a conflict while it lasts", async () => {
    expect(watch.snapshot.leaderConflictCount).toBe(0);
    await watch.fault("two-leaders", { shard: "0", region: "eu-west" });
    await watch.live(10);
    expect(watch.snapshot.leaderConflictCount).toBe(1);

    await watch.repair();
    await watch.live(10);
    expect(watch.snapshot.leaderConflictCount).toBe(0);
  });
});
