import { defineFault } from "./fault";
import { regionParameter, shardParameter } from "./fault-parameters";

/** Followers take in the WAL and do not apply it: the network is fine, and they fall behind all the same. */
export const stallFollower = defineFault({
  name: "stall-follower",
  summary: "Followers in a region receive, but do not apply.",
  example: "region=eu-west&shard=0",
  parameters: (layout) => ({
    region: regionParameter(layout),
    shard: shardParameter(layout, "shard; all that the region follows if not given").optional(),
  }),
  begin: (cluster, { region, shard }) => {
    if (shard !== undefined && cluster.homeOf(shard) === region) {
      return { ok: false, message: `shard ${shard} is led in that region; stall it in another one` };
    }
    return {
      ok: true,
      value: { end: cluster.conditions.stalled.hold({ regionId: region, shardId: shard }, true) },
    };
  },
});
