import type { Logger } from "pino";
import type { MaintenanceRequest } from "../../domain/maintenance/announce";
import type { MaintenanceOutcome } from "../../domain/maintenance/planned-change";
import {
  MAINTENANCE_ID,
  MAINTENANCE_ID_EXPECTED,
  maintenanceEndNs,
} from "../../domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import { NS_PER_MS } from "../../domain/terms/units";
import { parseDuration } from "../../strict-yaml/duration";
import { printJson } from "../../wire/json/json";
import { maintenanceRequestSchema, maintenanceRequestToWire } from "../../wire/shapes/maintenance-request";
import { readJsonObject } from "../receiving/read-json-object";
import type { HttpServices } from "../routing/http-services";
import { jsonContent, schemaRef } from "../routing/route";
import type { Call, Route, RouteParameter } from "../routing/route";
import { sendJson, sendNoContent, sendProblem } from "../sending/answer";
import { invalidInput, problemOf } from "../sending/problem";
import { CHANGE_ANSWERS, changeCluster, refusedAsReadOnly } from "./change-cluster";
import { MAINTENANCE_CONTENT, maintenanceToWire } from "./maintenance-listing";

const PATH = "/api/v1/maintenance/{id}";
const INVALID = {
  400: { description: "The id, the lease or a field is not valid, or the time is too long." },
};
const UNKNOWN = { 404: { description: "No planned work of that id is announced." } };

const ID: RouteParameter = {
  name: "id",
  in: "path",
  description: "The work's id, chosen by whoever announces it.",
  required: true,
  schema: { type: "string", pattern: MAINTENANCE_ID.source },
};

const LEASE: RouteParameter = {
  name: "lease",
  in: "query",
  description:
    "How long it holds unless the same request comes again, such as `2m`: for programs that may die. Without it: until its end.",
  schema: { type: "string" },
};

/** One piece of planned work. */
export const getMaintenanceRoute: Route = {
  name: "getMaintenance",
  method: "GET",
  path: PATH,
  access: "scrape",
  summary: "Planned work: what it covers, who does it, why, and until when.",
  parameters: [ID],
  answers: { 200: { description: "The work.", content: MAINTENANCE_CONTENT }, ...INVALID, ...UNKNOWN },
  handle: (call, { controlPlane }) => {
    const id = idOf(call);
    if (id === undefined) return;
    const window = controlPlane.maintenance.get(id);
    if (window) sendJson(call.response, 200, printJson(maintenanceToWire(window, controlPlane.now().wallNs)));
    else sendUnknown(call, id);
  },
};

/** Announces planned work, or renews its lease. */
export const putMaintenanceRoute: Route = {
  name: "putMaintenance",
  method: "PUT",
  path: PATH,
  access: "admin",
  summary: "Announces planned work, so that incidents which it explains page nobody; or renews its lease.",
  parameters: [ID, LEASE],
  body: {
    description: "What it covers, who does it, why, and its end; `id` may be left out.",
    content: jsonContent(schemaRef("MaintenanceRequest")),
  },
  answers: {
    200: { description: "It was announced before; this is what holds now.", content: MAINTENANCE_CONTENT },
    201: { description: "It is announced.", content: MAINTENANCE_CONTENT },
    ...INVALID,
    413: { description: "The body is too large." },
    415: { description: "The body is not JSON." },
    ...CHANGE_ANSWERS,
  },
  handle: async (call, services) => {
    const id = idOf(call);
    if (id === undefined || refusedAsReadOnly(call, services)) return;
    const lease = leaseOf(call);
    if (lease === undefined) return;
    const form = { schema: maintenanceRequestSchema, toWire: maintenanceRequestToWire };
    const asked = await readJsonObject(call, form, { field: "id", value: id }, services);
    if (!asked) return;
    const request: MaintenanceRequest = { ...asked, ...lease };
    const changed = await changeCluster(call, services, (admin) => admin.announce(request));
    if (changed) answer(call, services, changed.value);
  },
};

/** Ends planned work. */
export const deleteMaintenanceRoute: Route = {
  name: "deleteMaintenance",
  method: "DELETE",
  path: PATH,
  access: "admin",
  summary: "Ends planned work. What is still broken pages from then on.",
  parameters: [ID],
  answers: { 204: { description: "It is over." }, ...INVALID, ...UNKNOWN, ...CHANGE_ANSWERS },
  handle: async (call, services) => {
    const id = idOf(call);
    if (id === undefined || refusedAsReadOnly(call, services)) return;
    const ended = await changeCluster(call, services, (admin) => admin.endMaintenance(id));
    if (!ended) return;
    if (!ended.value) {
      sendUnknown(call, id);
      return;
    }
    services.logger.info({ maintenance: id }, "planned work was ended");
    sendNoContent(call.response);
  },
};

function answer(call: Call, services: HttpServices, outcome: MaintenanceOutcome): void {
  const { response, request } = call;
  const { controlPlane, refusals, logger } = services;
  const client = request.socket.remoteAddress;
  switch (outcome.kind) {
    case "announced":
    case "renewed": {
      if (outcome.kind === "announced") logAnnounced(outcome.window, logger);
      const body = printJson(maintenanceToWire(outcome.window, controlPlane.now().wallNs));
      sendJson(response, outcome.kind === "announced" ? 201 : 200, body);
      return;
    }
    case "too_long":
      refusals.note("maintenance_time", { client });
      sendProblem(response, invalidInput([outcome.problem]));
      return;
    case "invalid":
      sendProblem(response, invalidInput([outcome.problem]));
      return;
    case "spent":
      sendProblem(response, problemOf(409, outcome.message));
      return;
    case "full": {
      refusals.note("maintenance_windows", { client });
      const { maxMaintenanceWindows } = controlPlane.settings;
      const detail = `${maxMaintenanceWindows} windows of planned work are announced, and max_maintenance_windows allows no more; end one, or raise the limit`;
      sendProblem(response, problemOf(409, detail));
    }
  }
}

function logAnnounced(window: MaintenanceWindow, logger: Logger): void {
  const { id, regionId, shardId, by, reason } = window;
  const until = new Date(Number(maintenanceEndNs(window) / NS_PER_MS)).toISOString();
  logger.info(
    { maintenance: id, region_id: regionId, shard: shardId, by, reason, until },
    "planned work was announced",
  );
}

/** The id that the path names, or undefined after a 400. */
function idOf({ parameter, response }: Call): string | undefined {
  if (MAINTENANCE_ID.test(parameter)) return parameter;
  const got = JSON.stringify(parameter.slice(0, 100));
  const message = `id: expected ${MAINTENANCE_ID_EXPECTED}, got ${got}`;
  sendProblem(response, invalidInput([{ field: "id", message }]));
  return undefined;
}

/** The lease that is asked for, if one is; undefined after a 400. */
function leaseOf({ query, response }: Call): Pick<MaintenanceRequest, "leaseMs"> | undefined {
  const text = query.get("lease");
  if (text === null) return {};
  const leaseMs = parseDuration(text);
  if (leaseMs !== undefined) return { leaseMs };
  const message = `lease: expected a duration such as 2m, got ${JSON.stringify(text.slice(0, 100))}`;
  sendProblem(response, invalidInput([{ field: "lease", message }]));
  return undefined;
}

function sendUnknown({ response }: Call, id: string): void {
  sendProblem(response, problemOf(404, `id: no planned work ${id} is announced`));
}
