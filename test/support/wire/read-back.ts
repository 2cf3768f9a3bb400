import type { z } from "zod";
import { parseWith } from "../../../src/wire/fields/parse-with";
import { parseJson, printJson } from "../../../src/wire/json/json";

/**
 * What a schema reads of plain JSON after it was printed.
 *
 * @throws Error when what was printed is no JSON.
 */
export function readBack<T>(schema: z.ZodType<T>, wire: unknown): ReturnType<typeof parseWith<T>> {
  const json = parseJson(printJson(wire));
  if (!json.ok) throw new Error(json.message);
  return parseWith(schema, json.value);
}
