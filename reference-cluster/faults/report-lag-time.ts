import { defineFault } from "./fault";
import { regionParameter } from "./fault-parameters";

/** No fault of the cluster's, but a way to see both of the exporter's ways to a lag in seconds. */
export const reportLagTime = defineFault({
  name: "report-lag-time",
  summary:
    "Leaders in a region report their followers' lag in nanoseconds too, as they measure it themselves.",
  example: "region=us-east",
  parameters: (layout) => ({ region: regionParameter(layout, "region; all if not given").optional() }),
  begin: ({ conditions }, { region }) => ({
    ok: true,
    value: { end: conditions.reportsLagTime.hold({ regionId: region }, true) },
  }),
});
