import { impairBothDirections } from "./both-directions";
import { defineFault } from "./fault";
import { regionParameter } from "./fault-parameters";

/** Two regions do not hear each other; both still reach the exporter. */
export const partition = defineFault({
  name: "partition",
  summary: "Cuts the replication between two regions, in both directions.",
  example: "region=us-east&peer=eu-west",
  parameters: (layout) => ({
    region: regionParameter(layout),
    peer: regionParameter(layout, "the other region"),
  }),
  begin: ({ transport }, { region, peer }) => impairBothDirections(transport, region, peer, { loss: 1 }),
});
