import { defineFault } from "./fault";
import { regionParameter, shardParameter } from "./fault-parameters";

/** Leaders write and ship nothing: a lag that only the head of the WAL shows, not the last shipped seqno. */
export const stopShipper = defineFault({
  name: "stop-shipper",
  summary: "Leaders go on writing, but ship nothing to their followers.",
  example: "region=us-east",
  parameters: (layout) => ({
    region: regionParameter(layout, "region whose leaders ship nothing").optional(),
    shard: shardParameter(layout, "shard whose leader ships nothing").optional(),
  }),
  begin: ({ conditions }, { region, shard }) => {
    if (region === undefined && shard === undefined) {
      return { ok: false, message: "no shipper is named; give region, shard or both" };
    }
    return {
      ok: true,
      value: { end: conditions.shipperStopped.hold({ regionId: region, shardId: shard }, true) },
    };
  },
});
