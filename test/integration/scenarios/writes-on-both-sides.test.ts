import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";

const [US_EAST, EU_WEST, AP_SOUTH] = [0, 1, 2];
/** Led in us-east, followed in eu-west and ap-south. */
const SHARD = 0;

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

/** What each replica of the shard says that another one may lack. */
function diverged(): readonly (bigint | undefined)[] {
  return [US_EAST, EU_WEST, AP_SOUTH].map(
    (regionId) => watch.replica(SHARD, regionId)?.stats?.divergedSignals,
  );
}

describe("two regions are cut off from each other, and both take writes of every shard", () => {
  test("one incident, no second leader, and what is not reconciled grows until the end, then is gone", async () => {
    expect(diverged()).toEqual([0n, 0n, 0n]);
    await watch.fault("partition", { region: "us-east", peer: "eu-west", writes: "both" });
    await watch.live(40);

    expect(watch.states).toEqual({ "us-east": "Degraded", "eu-west": "Degraded", "ap-south": "Healthy" });
    expect(watch.snapshot.incidents.map(({ cause }) => cause)).toEqual(["link"]);
    expect(watch.snapshot.leaderConflictCount).toBe(0);
    expect(diverged()).toEqual([0n, expect.any(BigInt), 0n]);
    expect(Number(diverged()[EU_WEST])).toBeGreaterThan(200);

    await watch.repair();
    await watch.live(30);
    expect(new Set(Object.values(watch.states))).toEqual(new Set(["Healthy"]));
    expect(diverged()).toEqual([0n, 0n, 0n]);
    const { stats } = watch.replica(SHARD, AP_SOUTH) ?? {};
    expect(stats?.lastReconciledNs).toBeGreaterThan(0n);
    expect(stats?.conflictsResolvedTotal).toBeGreaterThan(0n);
  });
});
