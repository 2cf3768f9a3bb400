import type { z } from "zod";

import { droppedField } from "../../wire/fields/dropped-field";
import { parseJson } from "../../wire/json/json";
import { parseWith } from "../../wire/fields/parse-with";
import { decodeUtf8 } from "../../wire/json/utf8";
import { sendProblem } from "../sending/answer";
import type { HttpServices } from "../routing/http-services";
import { checkMediaType } from "./media-type";
import { invalidInput, problemOf } from "../sending/problem";
import type { Problem } from "../sending/problem";
import { readBody } from "./read-body";
import type { Call } from "../routing/route";
import type { Result } from "../../domain/terms/result";

/** How a value is read from JSON, and written back. */
export interface WireForm<T> {
  readonly schema: z.ZodType<T>;
  readonly toWire: (value: T) => unknown;
}

/** The id that a PUT names in its path. */
export interface PathIdentity {
  /** The field of the body that says the same. */
  readonly field: string;
  /** A number is a `bigint` in the body. */
  readonly value: number | bigint | string;
}

/**
 * Reads the object that a PUT carries. Its id may be left out, since the path has it; one that differs is refused.
 * So is a field that is not known: misspelled, a residency policy would otherwise mean "anywhere".
 *
 * @returns the value; or undefined, when the call has been answered already (or nobody waits for an answer any more).
 */
export async function readJsonObject<T>(
  { request, response, settings }: Call,
  form: WireForm<T>,
  identity: PathIdentity,
  { refusals }: Pick<HttpServices, "refusals">,
): Promise<T | undefined> {
  const mediaType = checkMediaType(request.headers["content-type"], ["application/json"]);
  if (!mediaType.ok) {
    sendProblem(response, problemOf(415, mediaType.message));
    return undefined;
  }
  const body = await readBody(request, response, settings.limits.maxBodyBytes);
  if (!body.ok) {
    if (body.gone) return undefined;
    if (body.problem.status === 413) refusals.note("body_size", { client: request.socket.remoteAddress });
    sendProblem(response, body.problem);
    return undefined;
  }
  const parsed = parseObject(body.value, form, identity);
  if (parsed.ok) return parsed.value;
  sendProblem(response, parsed.problem);
  return undefined;
}

type ParsedObject<T> = Result<T, { readonly problem: Problem }>;

function parseObject<T>(
  bytes: Uint8Array,
  { schema, toWire }: WireForm<T>,
  { field, value }: PathIdentity,
): ParsedObject<T> {
  const text = decodeUtf8(bytes);
  if (!text.ok) return { ok: false, problem: problemOf(400, text.message) };
  const json = parseJson(text.value);
  if (!json.ok) return { ok: false, problem: problemOf(400, json.message) };
  const object = json.value;
  if (typeof object !== "object" || object === null || Array.isArray(object)) {
    return { ok: false, problem: problemOf(400, "the body: expected a JSON object") };
  }
  const own = typeof value === "string" ? value : BigInt(value);
  const given: unknown = (object as Record<string, unknown>)[field] ?? own;
  const result = parseWith(schema, { ...object, [field]: given });
  if (!result.ok) return { ok: false, problem: invalidInput(result.problems) };
  if (given !== own) {
    const message = `${field}: expected ${String(value)} as in the path, got ${String(given)}`;
    return { ok: false, problem: invalidInput([{ field, message }]) };
  }
  const unknown = droppedField(object, toWire(result.value));
  if (unknown !== undefined) {
    const message = `${unknown}: expected a field that is known, see GET /api/v1/openapi.json; leave it out or correct its name`;
    return { ok: false, problem: invalidInput([{ field: unknown, message }]) };
  }
  return { ok: true, value: result.value };
}
