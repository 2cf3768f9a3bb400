import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SchemaObject } from "ajv";
import type { createGenerator as CreateGenerator } from "ts-json-schema-generator";

const ROOT = join(__dirname, "..", "..", "..");
const CACHE = join(ROOT, "node_modules", ".cache", "schemas-of-types");
/** Without the types of Node and jest, which no type of others needs: reading them takes half the time. */
const SETTINGS = join(__dirname, "schema-of-types.tsconfig.json");

/** A type in a file of this folder, and whether types that it refers to have definitions of their own. */
export interface SchemaSource {
  readonly file: string;
  readonly type: string;
  readonly expose: "all" | "none";
}

/**
 * The JSON Schema of a type, which refuses every field that the type does not have. Takes some seconds, once for each version of
 * the packages that the type comes from.
 */
export function schemaOfType(source: SchemaSource): SchemaObject {
  const kept = join(CACHE, `${keyOf(source)}.json`);
  try {
    return JSON.parse(readFileSync(kept, "utf8")) as SchemaObject;
  } catch {
    const schema = makeSchema(source);
    mkdirSync(CACHE, { recursive: true });
    // Others look here at the same time: what they find is whole.
    const draft = `${kept}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(schema));
    renameSync(draft, kept);
    return schema;
  }
}

/** All that decides what comes of it. */
function keyOf(source: SchemaSource): string {
  const files = [join(__dirname, source.file), SETTINGS, __filename, join(ROOT, "package-lock.json")];
  const hash = createHash("sha256").update(JSON.stringify(source));
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function makeSchema({ file, type, expose }: SchemaSource): SchemaObject {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads the compiler, which takes a second: only who makes a schema does
  const generator = require("ts-json-schema-generator") as { createGenerator: typeof CreateGenerator };
  return generator
    .createGenerator({
      path: join(__dirname, file),
      tsconfig: SETTINGS,
      type,
      topRef: false,
      expose,
      additionalProperties: false,
      // The project is checked as a whole by `npm run typecheck`.
      skipTypeCheck: true,
    })
    .createSchema(type) as SchemaObject;
}
