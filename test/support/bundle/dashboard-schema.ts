import { join } from "node:path";

import { Ajv } from "ajv";
import type { SchemaObject } from "ajv";
import { createGenerator } from "ts-json-schema-generator";

const ROOT = join(__dirname, "..", "..", "..");

/** What is wrong with a dashboard, as `path: problem`; empty when nothing is. */
export type DashboardValidator = (dashboard: unknown) => readonly string[];

/**
 * Turns the types of Grafana's SDK into a JSON Schema that refuses every field that they do not have. Takes some seconds:
 * make one for a file of tests.
 */
export function createDashboardValidator(): DashboardValidator {
  const schema = createGenerator({
    path: join(__dirname, "strict-dashboard.ts"),
    tsconfig: join(ROOT, "tsconfig.json"),
    type: "StrictDashboard",
    topRef: false,
    expose: "none",
    additionalProperties: false,
    // The project is checked as a whole by `npm run typecheck`.
    skipTypeCheck: true,
  }).createSchema("StrictDashboard");
  // The generator's `deprecated` and the like are no keywords of Ajv's strict mode.
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema as SchemaObject);
  return (dashboard) => {
    validate(dashboard);
    return (validate.errors ?? []).map(({ instancePath, message = "", params }) => {
      const field = (params as { additionalProperty?: string }).additionalProperty;
      return `${instancePath || "/"}: ${message}${field === undefined ? "" : ` (${field})`}`;
    });
  };
}
