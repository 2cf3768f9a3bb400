import { printJson } from "../../wire/json/json";
import { tenantConfigSchema, tenantConfigToWire } from "../../wire/shapes/tenant-config";
import { sendJson, sendNoContent, sendProblem } from "../sending/answer";
import { CHANGE_ANSWERS, changeCluster, refusedAsReadOnly } from "./change-cluster";
import type { HttpServices } from "../routing/http-services";
import { invalidInput, problemOf } from "../sending/problem";
import { parseU64 } from "../routing/query";
import { readJsonObject } from "../receiving/read-json-object";
import { jsonContent, schemaRef } from "../routing/route";
import type { Call, Route, RouteParameter } from "../routing/route";

const PATH = "/api/v1/tenants/{tenant}";
const TENANT = jsonContent(schemaRef("TenantConfig"));
const INVALID = { 400: { description: "The tenant's number, or a field, is not valid." } };
const UNKNOWN = { 404: { description: "No such tenant is registered." } };

const PARAMETERS: readonly RouteParameter[] = [
  {
    name: "tenant",
    in: "path",
    description: "The tenant's number, u64.",
    required: true,
    schema: { type: "string", pattern: "^(0|[1-9][0-9]{0,19})$" },
  },
];

/** The tenant that the path names, or undefined after a 400. */
function tenantOf({ parameter, response }: Call): bigint | undefined {
  const tenant = parseU64("tenant", parameter);
  if (tenant.ok) return tenant.value;
  sendProblem(response, invalidInput([tenant.problem]));
  return undefined;
}

function sendUnknown({ response }: Call, tenantId: bigint): void {
  sendProblem(response, problemOf(404, `tenant: no tenant ${String(tenantId)} is registered`));
}

/** Answers 409: there is no room for a further tenant. */
function refuseAsFull({ request, response, settings }: Call, { refusals }: HttpServices): void {
  const { maxTenants } = settings.limits;
  refusals.note("tenants", { client: request.socket.remoteAddress });
  const detail = `${maxTenants} tenants are registered, and http.max_tenants allows no more; delete one, or raise the limit`;
  sendProblem(response, problemOf(409, detail));
}

/** One tenant. */
export const getTenantRoute: Route = {
  name: "getTenant",
  method: "GET",
  path: PATH,
  access: "scrape",
  summary: "One tenant: its limits and where its data may be.",
  parameters: PARAMETERS,
  answers: { 200: { description: "The tenant.", content: TENANT }, ...INVALID, ...UNKNOWN },
  handle: (call, { controlPlane }) => {
    const tenantId = tenantOf(call);
    if (tenantId === undefined) return;
    const tenant = controlPlane.tenantRouter.tenant(tenantId);
    if (tenant) sendJson(call.response, 200, printJson(tenantConfigToWire(tenant)));
    else sendUnknown(call, tenantId);
  },
};

/** Registers a tenant, or replaces its configuration as a whole. */
export const putTenantRoute: Route = {
  name: "putTenant",
  method: "PUT",
  path: PATH,
  access: "admin",
  summary: "Registers a tenant, or replaces its configuration as a whole.",
  parameters: PARAMETERS,
  body: { description: "The tenant; `tenant_id` may be left out.", content: TENANT },
  answers: {
    200: { description: "The tenant was known and has this configuration now.", content: TENANT },
    201: { description: "The tenant was registered.", content: TENANT },
    ...INVALID,
    413: { description: "The body is too large." },
    415: { description: "The body is not JSON." },
    ...CHANGE_ANSWERS,
  },
  handle: async (call, services) => {
    const tenantId = tenantOf(call);
    if (tenantId === undefined || refusedAsReadOnly(call, services)) return;
    const identity = { field: "tenant_id", value: tenantId };
    const tenant = await readJsonObject(
      call,
      { schema: tenantConfigSchema, toWire: tenantConfigToWire },
      identity,
      services,
    );
    if (!tenant) return;
    const changed = await changeCluster(call, services, (admin) =>
      admin.putTenant(tenant, call.settings.limits),
    );
    if (!changed) return;
    if (changed.value === "full") refuseAsFull(call, services);
    else
      sendJson(call.response, changed.value === "added" ? 201 : 200, printJson(tenantConfigToWire(tenant)));
  },
};

/** Forgets a tenant; its data, wherever it is, is not touched. */
export const deleteTenantRoute: Route = {
  name: "deleteTenant",
  method: "DELETE",
  path: PATH,
  access: "admin",
  summary: "Forgets a tenant. No data is touched.",
  parameters: PARAMETERS,
  answers: { 204: { description: "It is gone." }, ...INVALID, ...UNKNOWN, ...CHANGE_ANSWERS },
  handle: async (call, services) => {
    const tenantId = tenantOf(call);
    if (tenantId === undefined || refusedAsReadOnly(call, services)) return;
    const removed = await changeCluster(call, services, (admin) => admin.removeTenant(tenantId));
    if (!removed) return;
    if (removed.value) sendNoContent(call.response);
    else sendUnknown(call, tenantId);
  },
};
