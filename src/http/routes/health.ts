import { setImmediate as nextTurn } from "node:timers/promises";

import { isWorse, worstStatus } from "../../domain/terms/cluster-health";
import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { ClusterStates } from "../../domain/terms/cluster-snapshot";
import type { Incident } from "../../domain/terms/incident";
import { incidentsOfRegion } from "../../domain/views/incidents-of-region";
import { sendJson, sendProblem } from "../sending/answer";
import { findRegion, unknownRegion } from "../routing/find-region";
import { invalidInput, problemOf } from "../sending/problem";
import { parseChoice } from "../routing/query";
import { REGION_PARAMETER } from "../routing/region-parameter";
import { jsonContent } from "../routing/route";
import type { Route, SchemaObject } from "../routing/route";

const LIMITS = { healthy: "Healthy", degraded: "Degraded" } as const satisfies Record<string, RegionStatus>;

const REGIONS_IN_ONE_TURN = 1_024;

const STATUS_SCHEMA: SchemaObject = { enum: ["Healthy", "Unknown", "Degraded", "Offline"] };

const BODY_SCHEMA: SchemaObject = {
  type: "object",
  properties: {
    status: { ...STATUS_SCHEMA, description: "The worst state of the regions asked for." },
    max: { ...STATUS_SCHEMA, description: "The worst state that would still be answered with 200." },
    incident: {
      type: "string",
      description:
        "The title of the worst incident, of one region the worst that concerns it; only while there is one.",
    },
    regions: {
      type: "object",
      description: "The state of each region asked for, by name.",
      additionalProperties: STATUS_SCHEMA,
    },
  },
  required: ["status", "max", "regions"],
};

/** Health for load balancers and scripts: the status code is the answer. */
export const healthRoute: Route = {
  name: "getHealth",
  method: "GET",
  path: "/health",
  access: "scrape",
  summary: "Whether the worst region is no worse than `max`: the status code is the answer.",
  parameters: [
    REGION_PARAMETER,
    {
      name: "max",
      in: "query",
      description: "The worst state to put up with. A region not heard from yet is worse than healthy only.",
      schema: { type: "string", enum: Object.keys(LIMITS), default: "degraded" },
    },
  ],
  answers: {
    200: { description: "No worse than `max`.", content: jsonContent(BODY_SCHEMA) },
    400: { description: "A parameter has a value that it cannot have." },
    404: { description: "No such region." },
    503: { description: "Worse than `max`.", content: jsonContent(BODY_SCHEMA) },
  },
  handle: async ({ response, query }, { controlPlane }) => {
    const max = parseChoice("max", ["healthy", "degraded"], query.get("max"), "degraded");
    if (!max.ok) {
      sendProblem(response, invalidInput([max.problem]));
      return;
    }
    const { regions, incidents } = controlPlane.states();
    const asked = query.get("region");
    const region = asked === null ? undefined : findRegion(regions, asked);
    if (asked !== null && !region) {
      sendProblem(response, problemOf(404, unknownRegion(regions, asked)));
      return;
    }
    const relevant = region ? [region] : regions;
    const status = worstStatus(relevant.map(({ state }) => state));
    const limit = LIMITS[max.value];
    const incident = incidentJson(region ? incidentsOfRegion(incidents, region.regionId) : incidents);
    const states = await statesJson(relevant);
    const body = `{"status":"${status}","max":"${limit}",${incident}"regions":${states}}`;
    sendJson(response, isWorse(status, limit) ? 503 : 200, body);
  },
};

/** The member that tells the worst of them, and its comma; nothing when there is none. */
function incidentJson([worst]: readonly Incident[]): string {
  return worst === undefined ? "" : `"incident":${JSON.stringify(worst.title)},`;
}

/** The states by name, on one line. Others have their turn after every few regions of very many. */
async function statesJson(regions: ClusterStates["regions"]): Promise<string> {
  const pieces: string[] = [];
  for (let start = 0; start < regions.length; start += REGIONS_IN_ONE_TURN) {
    if (start > 0) await nextTurn();
    const some = regions.slice(start, start + REGIONS_IN_ONE_TURN);
    pieces.push(some.map(({ name, state }) => `${JSON.stringify(name)}:"${state}"`).join());
  }
  return `{${pieces.join()}}`;
}
