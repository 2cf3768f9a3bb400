import { defineFault } from "./fault";
import { numberParameter, regionParameter, shardParameter } from "./fault-parameters";

const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 86_400;

/** Clocks jump back once and go on from there, so that a live replica's heartbeats look older than the last one. */
export const stepClockBack = defineFault({
  name: "step-clock-back",
  summary: "The clocks of a region's replicas jump back once; they jump forward again when it ends.",
  example: "region=us-east&seconds=60",
  parameters: (layout) => ({
    region: regionParameter(layout),
    seconds: numberParameter(`how far back; ${DEFAULT_SECONDS} if not given`, 0, MOST_SECONDS).optional(),
    shard: shardParameter(layout, "shard; all of the region's if not given").optional(),
  }),
  begin: ({ conditions }, { region, seconds, shard }) => ({
    ok: true,
    value: {
      end: conditions.clockOffsetMs.hold(
        { regionId: region, shardId: shard },
        -(seconds ?? DEFAULT_SECONDS) * 1000,
      ),
    },
  }),
});
