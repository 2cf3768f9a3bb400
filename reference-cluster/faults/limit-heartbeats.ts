import { HEARTBEAT_CONTENTS } from "../heartbeats/heartbeat-content";
import { defineFault } from "./fault";
import { choiceParameter, regionParameter } from "./fault-parameters";

/** No fault of the cluster's, but a way to see what the exporter concludes from senders that say less. */
export const limitHeartbeats = defineFault({
  name: "limit-heartbeats",
  summary:
    "Heartbeats of a region say less: seqnos leaves out boot_id, heartbeat_seq, signals_total and lag times, required has the " +
    "seven required fields only, leaders is everything, but from leaders only.",
  example: "content=required&region=us-east",
  parameters: (layout) => ({
    content: choiceParameter("what heartbeats say", HEARTBEAT_CONTENTS),
    region: regionParameter(layout, "region; all if not given").optional(),
  }),
  begin: ({ conditions }, { content, region }) => ({
    ok: true,
    value: { end: conditions.heartbeatContent.hold({ regionId: region }, content) },
  }),
});
