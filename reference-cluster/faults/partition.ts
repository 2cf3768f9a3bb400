import { impairBothDirections } from "./both-directions";
import { defineFault } from "./fault";
import { choiceParameter, regionParameter } from "./fault-parameters";

/**
 * Two regions do not hear each other; both still reach the exporter. Where both sides write, each takes the writes of its own
 * clients also for shards that the other leads; when the partition ends, they are reconciled.
 */
export const partition = defineFault({
  name: "partition",
  summary: "Cuts the replication between two regions, in both directions.",
  example: "region=us-east&peer=eu-west&writes=both",
  parameters: (layout) => ({
    region: regionParameter(layout),
    peer: regionParameter(layout, "the other region"),
    writes: choiceParameter("leader: only leaders take writes (default); both: each side does", [
      "leader",
      "both",
    ]).optional(),
  }),
  begin: ({ transport, conditions }, { region, peer, writes }) => {
    const cut = impairBothDirections(transport, region, peer, { loss: 1 });
    if (!cut.ok || writes !== "both") return cut;
    const releases = [
      conditions.writesApartFrom.hold({ regionId: region }, peer),
      conditions.writesApartFrom.hold({ regionId: peer }, region),
    ];
    const end = (): void => {
      for (const release of releases) release();
      void cut.value.end();
    };
    return { ok: true, value: { end } };
  },
});
