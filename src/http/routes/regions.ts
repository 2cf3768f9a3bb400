import { sendNoContent, sendProblem } from "../answer";
import { CHANGE_ANSWERS, changeCluster, refusedAsReadOnly } from "../change-cluster";
import { invalidInput, problemOf } from "../problem";
import { parseU16 } from "../query";
import type { Route } from "../route";

/** Removes a region: every replica in it, and every shard at home there. */
export const deleteRegionRoute: Route = {
  name: "deleteRegion",
  method: "DELETE",
  path: "/api/v1/topology/regions/{region}",
  summary:
    "Removes a region with every replica in it and every shard at home there, until the topology names it again.",
  parameters: [
    {
      name: "region",
      in: "path",
      description:
        "The region's number. Not its name: what is removed should not depend on what it is called today.",
      required: true,
      schema: { type: "integer", minimum: 0, maximum: 65535 },
    },
  ],
  answers: {
    204: { description: "It is gone." },
    400: { description: "The region's number is not valid." },
    404: { description: "Nothing is in that region." },
    ...CHANGE_ANSWERS,
  },
  handle: async (call, services) => {
    const region = parseU16("region", call.parameter);
    if (!region.ok) {
      sendProblem(call.response, invalidInput([region.problem]));
      return;
    }
    // What nobody declared can be removed wherever the rest is kept.
    const isDeclared = services.controlPlane.topology.isHome(region.value);
    if (isDeclared && refusedAsReadOnly(call, services)) return;
    const removed = await changeCluster(call, services, (admin) => admin.removeRegion(region.value));
    if (!removed) return;
    if (removed.value) sendNoContent(call.response);
    else sendProblem(call.response, problemOf(404, `region: nothing is in region ${region.value}`));
  },
};
