import { parse, stringify } from "lossless-json";
import { shortened } from "./described-value";
import { jsonFieldAt } from "./json-field-at";
import { jsonStructureProblem } from "./json-structure";
import type { Result } from "../../domain/terms/result";
import type { FieldProblem } from "../../domain/terms/field-problem";

/** A parsed JSON document, or why there is none: `field` is "" when no field is to blame, or none can be told. */
export type JsonResult = Result<unknown, FieldProblem>;

/** Far more than the 20 digits of a u64 and the 309 of the largest f64; keeps `BigInt()`, which is not linear, off the rest. */
const MAX_INTEGER_LENGTH = 400;

/** A parser's message can quote the number it stumbled over, however long that is. */
const MAX_MESSAGE_LENGTH = 200;

const INTEGER = /^-?\d+$/;

/**
 * Reads JSON without losing bits: an integer literal becomes a `bigint`, every other number a `number`, so that `5` and
 * `5.0` stay apart, as they do for serde. `-0` is the number -0: no integer has that value. A literal past f64's range is
 * Infinity here; schemas refuse it.
 *
 * The parser is lossless-json also where `JSON.parse` gives a number's source text to its reviver (Node 22 and newer):
 * that calls a function for every value instead of every number, and takes 1.2 to 2 times as long on Node 22 and 24.
 *
 * Refuses, besides what is no JSON: nesting deeper than 32, duplicate keys, `__proto__` keys, integers of more than 400
 * characters, and a byte order mark (a caller who has bytes takes it off before). Positions count UTF-16 units from 0.
 */
export function parseJson(text: string): JsonResult {
  const problem = jsonStructureProblem(text);
  if (problem !== undefined) return refused(problem, text);
  try {
    return { ok: true, value: parse(text, null, parseNumber) };
  } catch (error) {
    if (error instanceof SyntaxError) return refused(error.message, text);
    throw error;
  }
}

/**
 * Prints a plain JSON value; a `bigint` prints as the integer it is. Properties that are undefined are left out. A
 * non-finite number prints as `null`, as in `JSON.stringify`: the `...ToWire` functions never hand one over.
 *
 * @param indent - blanks per level; 0 (default) prints one line.
 * @throws TypeError when the value itself has no JSON form (undefined, a function, a symbol).
 */
export function printJson(value: unknown, indent = 0): string {
  const text = stringify(value, undefined, indent);
  if (text === undefined) throw new TypeError(`printJson: expected a JSON value, got ${typeof value}`);
  return text;
}

function refused(problem: string, text: string): JsonResult {
  const position = /at position (\d+)/.exec(problem)?.[1];
  const field = position === undefined ? "" : shortened(jsonFieldAt(text, Number(position)));
  const message = `not valid JSON: ${shortened(problem, MAX_MESSAGE_LENGTH)}`;
  return { ok: false, field, message: field === "" ? message : `${field}: ${message}` };
}

function parseNumber(literal: string): bigint | number {
  if (literal === "-0" || !INTEGER.test(literal)) return Number(literal);
  if (literal.length > MAX_INTEGER_LENGTH) {
    throw new SyntaxError(
      `an integer of ${literal.length} characters (${shortened(literal)}), expected at most ${MAX_INTEGER_LENGTH}`,
    );
  }
  return BigInt(literal);
}
