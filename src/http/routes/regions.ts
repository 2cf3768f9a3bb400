import type { ClusterStates } from "../../domain/terms/cluster-snapshot";
import type { FieldProblem } from "../../domain/terms/field-problem";
import { findRegion } from "../routing/find-region";
import { sendProblem } from "../sending/answer";
import { CHANGE_ANSWERS, removeFromCluster } from "./change-cluster";
import type { ClusterAdmin } from "../routing/cluster-admin";
import { invalidInput, problemOf } from "../sending/problem";
import { parseU16 } from "../routing/query";
import type { Route } from "../routing/route";

/** Removes a region: every replica in it, and every shard at home there. */
export const deleteRegionRoute: Route = {
  name: "deleteRegion",
  method: "DELETE",
  path: "/api/v1/topology/regions/{region}",
  access: "admin",
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
    404: { description: "Nothing is in that region. Nothing is changed." },
    ...CHANGE_ANSWERS,
  },
  handle: async (call, services) => {
    const region = parseU16("region", call.parameter);
    if (!region.ok) {
      const { regions } = services.controlPlane.states();
      sendProblem(call.response, invalidInput([numberOf(regions, call.parameter) ?? region.problem]));
      return;
    }
    const remove = (admin: ClusterAdmin): Promise<boolean> => admin.removeRegion(region.value);
    await removeFromCluster(call, services, remove, () => {
      sendProblem(call.response, problemOf(404, `region: nothing is in region ${region.value}`));
    });
  },
};

/** What to answer to a name: the number that would be taken. Undefined for no region's name. */
function numberOf(regions: ClusterStates["regions"], text: string): FieldProblem | undefined {
  const named = findRegion(regions, text);
  if (named === undefined) return undefined;
  const message = `region: expected a number, got ${JSON.stringify(text)}, whose number is ${named.regionId}`;
  return { field: "region", message };
}
