import { Ajv } from "ajv";

import { schemaOfType } from "./schema-of-types";

/** What is wrong with a manifest, as `path: problem`; empty when nothing is. */
export type ManifestValidator = (manifest: { readonly kind: string }) => readonly string[];

/**
 * Turns the types of Kubernetes and of the Prometheus operator into JSON Schemas that refuse every field that they do not
 * have.
 */
export function createManifestValidator(): ManifestValidator {
  const schema = schemaOfType({ file: "strict-manifest.ts", type: "StrictManifests", expose: "all" });
  // One object of one kind, so that a problem is told once and not for every kind that it could have been.
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
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
