import type { z } from "zod";

import { parseJson } from "../wire/json";
import { parseWith } from "../wire/parse-with";
import { decodeUtf8 } from "../wire/utf8";
import { sendProblem } from "./answer";
import { checkMediaType } from "./media-type";
import { invalidInput, problemOf } from "./problem";
import type { Problem } from "./problem";
import { readBody } from "./read-body";
import type { Call } from "./route";

/** The id that a PUT names in its path. */
export interface PathIdentity {
  /** The field of the body that says the same. */
  readonly field: string;
  readonly value: number | bigint;
}

/**
 * Reads the object that a PUT carries. Its id may be left out, since the path has it; one that differs is refused.
 *
 * @returns the value; or undefined, when the call has been answered already (or nobody waits for an answer any more).
 */
export async function readJsonObject<T>(
  { request, response }: Call,
  schema: z.ZodType<T>,
  identity: PathIdentity,
  maxBytes: number,
): Promise<T | undefined> {
  const mediaType = checkMediaType(request.headers["content-type"], ["application/json"]);
  if (!mediaType.ok) {
    sendProblem(response, problemOf(415, mediaType.message));
    return undefined;
  }
  const body = await readBody(request, response, maxBytes);
  if (!body.ok) {
    if (!body.gone) sendProblem(response, body.problem);
    return undefined;
  }
  const parsed = parseObject(body.bytes, schema, identity);
  if (parsed.ok) return parsed.value;
  sendProblem(response, parsed.problem);
  return undefined;
}

type ParsedObject<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

function parseObject<T>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  { field, value }: PathIdentity,
): ParsedObject<T> {
  const text = decodeUtf8(bytes);
  if (!text.ok) return { ok: false, problem: problemOf(400, text.message) };
  const json = parseJson(text.text);
  if (!json.ok) return { ok: false, problem: problemOf(400, json.message) };
  const object = json.value;
  if (typeof object !== "object" || object === null || Array.isArray(object)) {
    return { ok: false, problem: problemOf(400, "the body: expected a JSON object") };
  }
  const given: unknown = (object as Record<string, unknown>)[field] ?? BigInt(value);
  const result = parseWith(schema, { ...object, [field]: given });
  if (!result.ok) return { ok: false, problem: invalidInput(result.problems) };
  if (given !== BigInt(value)) {
    const message = `${field}: expected ${String(value)} as in the path, got ${String(given)}`;
    return { ok: false, problem: invalidInput([{ field, message }]) };
  }
  return { ok: true, value: result.value };
}
