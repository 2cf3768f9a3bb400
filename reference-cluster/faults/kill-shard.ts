import { defineFault } from "./fault";
import { regionParameter, shardParameter } from "./fault-parameters";

/** One replica is down, the rest of its region goes on. */
export const killShard = defineFault({
  name: "kill-shard",
  summary: "Stops one replica of a shard.",
  example: "shard=5&region=eu-west",
  parameters: (layout) => ({
    shard: shardParameter(layout),
    region: regionParameter(layout, "region of the replica; where the shard is led if not given").optional(),
  }),
  begin: (cluster, { shard, region }) => ({
    ok: true,
    value: {
      end: cluster.conditions.down.hold({ shardId: shard, regionId: region ?? cluster.homeOf(shard) }, true),
    },
  }),
});
