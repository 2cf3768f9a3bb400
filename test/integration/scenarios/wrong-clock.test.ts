import { eachTestWatches } from "../../../reference-cluster/test/support/simulated-watch";
import type { SimulatedWatch } from "../../../reference-cluster/test/support/simulated-watch";
import { someRows } from "../../support/property-runs";

let watch: SimulatedWatch;
eachTestWatches((started) => {
  watch = started;
});

const CLOCKS = [
  ["skew-clock", "an hour ahead", "3600"],
  ["skew-clock", "an hour behind", "-3600"],
  ["step-clock-back", "stepped back by an hour", "3600"],
] as const;

describe("a region's clocks are wrong", () => {
  test.each(someRows(CLOCKS, 1))(
    "%s, %s: the skew is shown with its sign, and no region's health changes, then or when they are set right",
    async (fault, _, seconds) => {
      await watch.fault(fault, { region: "us-east", seconds });
      await watch.live(60);

      expect(watch.takeTransitions()).toEqual([]);
      const expected = fault === "step-clock-back" ? -3600 : Number(seconds);
      expect(watch.replica(0, 0)?.clockSkewSeconds).toBeCloseTo(expected, 0);
      expect(watch.replica(2, 1)?.clockSkewSeconds).toBeCloseTo(0, 0);

      await watch.repair();
      await watch.live(60);

      expect(watch.takeTransitions()).toEqual([]);
      if (fault === "skew-clock") expect(watch.replica(0, 0)?.clockSkewSeconds).toBeCloseTo(0, 0);
    },
  );
});
