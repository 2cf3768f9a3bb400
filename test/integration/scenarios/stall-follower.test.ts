import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";
import { someTests } from "../../support/property-runs";

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

describe("a follower is stalled", () => {
  someTests(1, [
    [
      "its leaders' regions are Degraded when its oldest unapplied event is over 5 s old, by seconds and not by distance",
      async () => {
        const before = watch.lag(0, 0, 2);
        await watch.fault("stall-follower", { region: "ap-south" });

        await watch.live(4);
        expect(watch.states).toEqual({ "us-east": "Healthy", "eu-west": "Healthy", "ap-south": "Healthy" });

        await watch.live(10);
        expect(watch.states).toEqual({ "us-east": "Degraded", "eu-west": "Degraded", "ap-south": "Healthy" });
        const after = watch.lag(0, 0, 2);
        expect(after.lagSeconds).toBeGreaterThan(5);
        expect(after.lagSeconds).toBeLessThan(15.5);
        expect(after.lagSeqnos).toBeGreaterThan(before.lagSeqnos ?? 0n);
        expect(watch.snapshot.regions[0]?.reasons.at(0)).toMatchObject({
          rule: "replication_lag",
          follower: 2,
          threshold: 5,
        });
      },
    ],
    [
      "the region that is behind is named by its inbound lag",
      async () => {
        await watch.fault("stall-follower", { region: "ap-south" });
        await watch.live(20);

        const inbound = Object.fromEntries(
          watch.snapshot.inboundLag.map(({ regionName, lagSeconds }) => [regionName, lagSeconds]),
        );
        expect(inbound["ap-south"]).toBeGreaterThan(10);
        expect(inbound["us-east"]).toBeLessThan(5);
        expect(inbound["eu-west"]).toBeLessThan(5);
      },
    ],
    [
      "released, it resolves",
      async () => {
        await watch.fault("stall-follower", { region: "ap-south" });
        await watch.live(30);
        await watch.repair();
        await watch.live(10);

        expect(watch.states).toEqual({ "us-east": "Healthy", "eu-west": "Healthy", "ap-south": "Healthy" });
      },
    ],
  ]);
});
