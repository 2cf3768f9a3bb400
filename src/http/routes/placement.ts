import { NoEligibleShardError, UnknownTenantError } from "../../domain/placement/tenant-router";
import { printJson } from "../../wire/json/json";
import { placementToWire } from "../../wire/shapes/placement";
import { sendJson, sendProblem } from "../sending/answer";
import { invalidInput, problemOf } from "../sending/problem";
import { parseU64 } from "../routing/query";
import { jsonContent, schemaRef } from "../routing/route";
import type { Route } from "../routing/route";

const U64_PATTERN = { type: "string", pattern: "^(0|[1-9][0-9]{0,19})$" };

/** Where an entity's data goes. */
export const placementRoute: Route = {
  name: "getPlacement",
  method: "GET",
  path: "/api/v1/route",
  access: "scrape",
  summary: "The shard and the region that an entity's data belongs on.",
  parameters: [
    { name: "tenant_id", in: "query", description: "The tenant, u64.", required: true, schema: U64_PATTERN },
    { name: "entity_id", in: "query", description: "The entity, u64.", required: true, schema: U64_PATTERN },
  ],
  answers: {
    200: { description: "The placement.", content: jsonContent(schemaRef("Placement")) },
    400: { description: "A parameter is missing or has a value that it cannot have." },
    404: { description: "No such tenant is registered." },
    409: { description: "No shard is at home where the tenant's data may be." },
  },
  handle: ({ response, query }, { controlPlane }) => {
    const tenant = parseU64("tenant_id", query.get("tenant_id"));
    const entity = parseU64("entity_id", query.get("entity_id"));
    if (!tenant.ok || !entity.ok) {
      const [first, ...rest] = [tenant, entity].flatMap((each) => (each.ok ? [] : [each.problem]));
      if (first) sendProblem(response, invalidInput([first, ...rest]));
      return;
    }
    try {
      const placement = controlPlane.tenantRouter.route(tenant.value, entity.value);
      sendJson(response, 200, printJson(placementToWire(placement)));
    } catch (error) {
      if (error instanceof UnknownTenantError) sendProblem(response, problemOf(404, error.message));
      else if (error instanceof NoEligibleShardError) sendProblem(response, problemOf(409, error.message));
      else throw error;
    }
  },
};
