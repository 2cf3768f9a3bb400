import { defineFault } from "./fault";
import { regionParameter } from "./fault-parameters";

/** All of a region is down. Its replicas open their directories again when it ends, and catch up from where they stood. */
export const killRegion = defineFault({
  name: "kill-region",
  summary: "Stops every replica of a region: no writes, no applying, no heartbeats.",
  example: "region=eu-west",
  parameters: (layout) => ({ region: regionParameter(layout) }),
  begin: ({ conditions }, { region }) => ({
    ok: true,
    value: { end: conditions.down.hold({ regionId: region }, true) },
  }),
});
