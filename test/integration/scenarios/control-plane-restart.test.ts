import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";
import { someTests } from "../../support/property-runs";

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

describe("the control plane is restarted", () => {
  someTests(1, [
    [
      "no region turns Offline or Healthy without evidence: all are Unknown until they are heard",
      async () => {
        watch.restartControlPlane();
        expect(watch.states).toEqual({ "us-east": "Unknown", "eu-west": "Unknown", "ap-south": "Unknown" });

        await watch.live(10);
        expect([...watch.takeTransitions()].sort()).toEqual([
          "ap-south Unknown -> Healthy",
          "eu-west Unknown -> Healthy",
          "us-east Unknown -> Healthy",
        ]);
      },
    ],
    [
      "a region that was down stays unknown for 30 s, and is then Offline: neither resolved nor missed",
      async () => {
        await watch.fault("kill-region", { region: "eu-west" });
        await watch.live(60);
        watch.restartControlPlane();

        await watch.live(29);
        expect(watch.states["eu-west"]).toBe("Unknown");
        await watch.live(2);
        expect(watch.states["eu-west"]).toBe("Offline");
      },
    ],
  ]);
});
