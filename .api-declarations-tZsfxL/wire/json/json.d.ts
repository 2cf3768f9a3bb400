import type { Result } from "../../domain/terms/result";
import type { FieldProblem } from "../../domain/terms/field-problem";
/** A parsed JSON document, or why there is none: `field` is "" when no field is to blame, or none can be told. */
export type JsonResult = Result<unknown, FieldProblem>;
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
export declare function parseJson(text: string): JsonResult;
/**
 * Prints a plain JSON value; a `bigint` prints as the integer it is. Properties that are undefined are left out. A
 * non-finite number prints as `null`, as in `JSON.stringify`: the `...ToWire` functions never hand one over.
 *
 * @param indent - blanks per level; 0 (default) prints one line.
 * @throws TypeError when the value itself has no JSON form (undefined, a function, a symbol).
 */
export declare function printJson(value: unknown, indent?: number): string;
