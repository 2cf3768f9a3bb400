import { printJson } from "../../wire/json/json";
import { tenantConfigToWire } from "../../wire/shapes/tenant-config";
import { sendJson, sendProblem } from "../sending/answer";
import { DEFAULT_PAGE_SIZE, pageOf } from "../routing/page-of";
import { NEXT_SCHEMA, PAGING_PARAMETERS, parsePaging } from "../routing/paging";
import { invalidInput } from "../sending/problem";
import { jsonContent, schemaRef } from "../routing/route";
import type { Route } from "../routing/route";

/** The tenants, a page at a time. */
export const tenantListingRoute: Route = {
  name: "listTenants",
  method: "GET",
  path: "/api/v1/tenants",
  access: "scrape",
  places: "answers",
  summary: "The registered tenants by number, a page at a time.",
  parameters: PAGING_PARAMETERS,
  answers: {
    200: {
      description: "A page of tenants.",
      content: jsonContent({
        type: "object",
        properties: { tenants: { type: "array", items: schemaRef("TenantConfig") }, next: NEXT_SCHEMA },
        required: ["tenants"],
      }),
    },
    400: { description: "A parameter has a value that it cannot have." },
  },
  handle: ({ response, query }, { controlPlane }) => {
    const asked = parsePaging(query);
    if (!asked.ok) {
      sendProblem(response, invalidInput([asked.problem]));
      return;
    }
    const { limit = DEFAULT_PAGE_SIZE, after } = asked.value;
    const { tenants } = controlPlane.tenantRouter;
    const { entries, next } = pageOf(tenants, ({ tenantId }) => tenantId, after, limit);
    const page = { tenants: entries.map(tenantConfigToWire), next: next === undefined ? next : String(next) };
    sendJson(response, 200, printJson(page));
  },
};
