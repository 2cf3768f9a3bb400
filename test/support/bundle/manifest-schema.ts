import { join } from "node:path";

import { Ajv } from "ajv";
import type { SchemaObject } from "ajv";
import { createGenerator } from "ts-json-schema-generator";

const ROOT = join(__dirname, "..", "..", "..");

/** What is wrong with a manifest, as `path: problem`; empty when nothing is. */
export type ManifestValidator = (manifest: { readonly kind: string }) => readonly string[];

/**
 * Turns the types of Kubernetes and of the Prometheus operator into JSON Schemas that refuse every field that they do not
 * have. Takes some seconds: make one for a file of tests.
 */
export function createManifestValidator(): ManifestValidator {
  const schema = createGenerator({
    path: join(__dirname, "strict-manifest.ts"),
    tsconfig: join(ROOT, "tsconfig.json"),
    type: "StrictManifests",
    topRef: false,
    expose: "all",
    additionalProperties: false,
    // The project is checked as a whole by `npm run typecheck`.
    skipTypeCheck: true,
  }).createSchema("StrictManifests");
  // One object of one kind, so that a problem is told once and not for every kind that it could have been.
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema as SchemaObject);
  return (manifest) => {
    validate({ [manifest.kind]: manifest });
    return (validate.errors ?? [])
      .filter(({ instancePath, keyword }) => instancePath !== "" || keyword === "additionalProperties")
      .map(({ instancePath, message = "", params }) => {
        const field = (params as { additionalProperty?: string }).additionalProperty;
        return `${instancePath || "/"}: ${message}${field === undefined ? "" : ` (${field})`}`;
      });
  };
}
