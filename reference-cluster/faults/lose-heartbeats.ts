import { defineFault } from "./fault";
import { numberParameter, regionParameter, shardParameter } from "./fault-parameters";

/** Replicas run and replicate, but what they say does not arrive. */
export const loseHeartbeats = defineFault({
  name: "lose-heartbeats",
  summary: "Heartbeats are lost on their way to the exporter, while everything else goes on.",
  example: "region=ap-south",
  parameters: (layout) => ({
    region: regionParameter(layout, "region; all if not given").optional(),
    part: numberParameter("part of the heartbeats that is lost, 0 to 1; 1 if not given", 0, 1).optional(),
    shard: shardParameter(layout, "shard; all if not given").optional(),
  }),
  begin: ({ conditions }, { region, part, shard }) => ({
    ok: true,
    value: { end: conditions.heartbeatLoss.hold({ regionId: region, shardId: shard }, part ?? 1) },
  }),
});
