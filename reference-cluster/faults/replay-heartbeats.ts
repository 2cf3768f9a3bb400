import { defineFault } from "./fault";
import { durationParameter, regionParameter } from "./fault-parameters";

const DEFAULT_AGE_MS = 15_000;

/** Something on the way sends old heartbeats again, besides the live ones. */
export const replayHeartbeats = defineFault({
  name: "replay-heartbeats",
  summary: "Each heartbeat of a region is followed by one that was sent before.",
  example: "region=us-east",
  parameters: (layout) => ({
    region: regionParameter(layout, "region; all if not given").optional(),
    age: durationParameter("about how old the repeated heartbeats are; 15s if not given").optional(),
  }),
  begin: ({ conditions }, { region, age }) => ({
    ok: true,
    value: { end: conditions.heartbeatReplayMs.hold({ regionId: region }, age ?? DEFAULT_AGE_MS) },
  }),
});
