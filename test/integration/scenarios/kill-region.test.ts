import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";
import { someTests } from "../../support/property-runs";

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

const ALL_HEALTHY = { "us-east": "Healthy", "eu-west": "Healthy", "ap-south": "Healthy" };

describe("a region is killed", () => {
  someTests(1, [
    [
      "it is Offline once 30 s have passed since its last heartbeat and not before, with a reason per replica",
      async () => {
        expect(watch.states).toEqual(ALL_HEALTHY);
        const lastBeatNs = watch.replica(2, 1)?.lastArrivalNs ?? 0n;
        await watch.fault("kill-region", { region: "eu-west" });

        const untilThirtySeconds = Number(lastBeatNs + 30_000_000_000n - watch.scheduler.wallNs()) / 1e9;
        await watch.live(untilThirtySeconds);
        expect(watch.states["eu-west"]).toBe("Healthy");

        await watch.live(1);
        expect(watch.states["eu-west"]).toBe("Offline");
        const reasons = watch.snapshot.regions.find(({ name }) => name === "eu-west")?.reasons ?? [];
        expect(Array.from(reasons, ({ rule, shardId, threshold }) => ({ rule, shardId, threshold }))).toEqual(
          [0, 1, 2, 3, 4, 5].map((shardId) => ({ rule: "no_heartbeat", shardId, threshold: 30 })),
        );
        for (const { observed } of reasons) expect(observed).toBeGreaterThan(30);
      },
    ],
    [
      "the others are Degraded by their lag to it, which grows second by second, and show none behind it",
      async () => {
        await watch.fault("kill-region", { region: "eu-west" });
        await watch.live(40);

        expect(watch.states).toEqual({ "us-east": "Degraded", "eu-west": "Offline", "ap-south": "Degraded" });
        const { lagSeconds, lagSeqnos } = watch.lag(0, 0, 1);
        expect(lagSeconds).toBeGreaterThan(33);
        expect(lagSeconds).toBeLessThan(42);
        await watch.live(10);
        expect(watch.lag(0, 0, 1).lagSeconds).toBeCloseTo(lagSeconds + 10, 0);
        expect(watch.lag(0, 0, 1).lagSeqnos).toBeGreaterThan(lagSeqnos ?? 0n);
        expect(watch.lag(0, 0, 2).lagSeconds).toBeLessThan(5);

        // Nobody knows how far the others are behind a leader that is gone: no figure is better than the last one.
        expect(watch.replica(2, 1)?.followers).toEqual([]);
      },
    ],
    [
      "restored, all are Healthy again within two heartbeats",
      async () => {
        await watch.fault("kill-region", { region: "eu-west" });
        await watch.live(60);

        await watch.repair();
        await watch.live(10);

        expect(watch.states).toEqual(ALL_HEALTHY);
      },
    ],
  ]);
});
