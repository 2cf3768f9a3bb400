import { maintenanceEndNs, maintenanceState } from "../../domain/terms/maintenance-window";
import type { MaintenanceWindow } from "../../domain/terms/maintenance-window";
import { U64_JSON_SCHEMA } from "../../wire/fields/number-schemas";
import { printJson } from "../../wire/json/json";
import { maintenanceWindowToWire } from "../../wire/shapes/maintenance-window";
import { jsonContent, schemaRef } from "../routing/route";
import type { Route, SchemaObject } from "../routing/route";
import { sendJson } from "../sending/answer";

const LISTED: SchemaObject = {
  allOf: [schemaRef("MaintenanceWindow")],
  type: "object",
  properties: {
    ends_ns: {
      ...U64_JSON_SCHEMA,
      description:
        "When it ends as things stand: at its end, or with its lease. Nanoseconds since the epoch.",
    },
    state: { type: "string", enum: ["pending", "active", "lapsed"], description: "Where it stands now." },
  },
  required: ["ends_ns", "state"],
};

/** One piece of planned work, as an answer has it. */
export const MAINTENANCE_CONTENT = jsonContent(LISTED);

/** The planned work that was announced, the one that lapsed within a day too. */
export const maintenanceListingRoute: Route = {
  name: "listMaintenance",
  method: "GET",
  path: "/api/v1/maintenance",
  access: "scrape",
  places: "answers",
  summary: "The planned work that is announced, and what lapsed within a day, by id.",
  answers: {
    200: {
      description: "The planned work.",
      content: jsonContent({
        type: "object",
        properties: { maintenance: { type: "array", items: LISTED } },
        required: ["maintenance"],
      }),
    },
  },
  handle: ({ response }, { controlPlane }) => {
    const { wallNs } = controlPlane.now();
    const maintenance = controlPlane.maintenance.all.map((window) => maintenanceToWire(window, wallNs));
    sendJson(response, 200, printJson({ maintenance }));
  },
};

/** Planned work as an answer has it: with its end as things stand, and where it stands at a moment. */
export function maintenanceToWire(window: MaintenanceWindow, nowNs: bigint): Record<string, unknown> {
  return {
    ...maintenanceWindowToWire(window),
    ends_ns: maintenanceEndNs(window),
    state: maintenanceState(window, nowNs),
  };
}
