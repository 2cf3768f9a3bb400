import { defineFault } from "./fault";
import { regionParameter, shardParameter } from "./fault-parameters";

/**
 * A follower says that it leads as well. It takes no writes: two WALs that grow apart would have to be reconciled, and it is
 * the claim that monitoring sees.
 */
export const twoLeaders = defineFault({
  name: "two-leaders",
  summary: "A follower of a shard claims to lead it, besides the leader.",
  example: "shard=0&region=eu-west",
  parameters: (layout) => ({
    shard: shardParameter(layout),
    region: regionParameter(layout, "region of the follower"),
  }),
  begin: (cluster, { shard, region }) => {
    if (cluster.homeOf(shard) === region) {
      return { ok: false, message: `shard ${shard} is led in that region; name one that follows it` };
    }
    return {
      ok: true,
      value: { end: cluster.conditions.claimsLead.hold({ shardId: shard, regionId: region }, true) },
    };
  },
});
