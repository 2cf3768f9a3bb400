import { Ajv } from "ajv";

import { schemaOfType } from "./schema-of-types";

/** What is wrong with a dashboard, as `path: problem`; empty when nothing is. */
export type DashboardValidator = (dashboard: unknown) => readonly string[];

/**
 * Turns the types of Grafana's SDK into a JSON Schema that refuses every field that they do not have.
 */
export function createDashboardValidator(): DashboardValidator {
  const schema = schemaOfType({ file: "strict-dashboard.ts", type: "StrictDashboard", expose: "none" });
  // The generator's `deprecated` and the like are no keywords of Ajv's strict mode.
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  return (dashboard) => {
    validate(dashboard);
    return (validate.errors ?? []).map(({ instancePath, message = "", params }) => {
      const field = (params as { additionalProperty?: string }).additionalProperty;
      return `${instancePath || "/"}: ${message}${field === undefined ? "" : ` (${field})`}`;
    });
  };
}
