import { defineFault } from "./fault";
import { numberParameter, regionParameter, shardParameter } from "./fault-parameters";

const MOST_SECONDS = 10 * 365 * 86_400;

/** Clocks are wrong by so much, forward or back, for as long as it lasts. */
export const skewClock = defineFault({
  name: "skew-clock",
  summary: "The clocks of a region's replicas are ahead of the true time, or behind it.",
  example: "region=ap-south&seconds=-3600",
  parameters: (layout) => ({
    region: regionParameter(layout),
    seconds: numberParameter("how far ahead; negative: behind", -MOST_SECONDS, MOST_SECONDS),
    shard: shardParameter(layout, "shard; all of the region's if not given").optional(),
  }),
  begin: ({ conditions }, { region, seconds, shard }) => ({
    ok: true,
    value: { end: conditions.clockOffsetMs.hold({ regionId: region, shardId: shard }, seconds * 1000) },
  }),
});
