import type { FieldProblem } from "../../wire/fields/parse-with";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./page-of";
import { parseU16, parseU64 } from "./query";
import type { RouteParameter, SchemaObject } from "./route";
import type { Result } from "../../domain/terms/result";

/** Which page a caller asks for. */
export interface Paging {
  /** Entries on the page; undefined when the caller did not say. */
  readonly limit: number | undefined;
  /** The key after which the page starts; undefined for the first one. */
  readonly after: bigint | undefined;
}

export type PagingResult = Result<Paging, { readonly problem: FieldProblem }>;

/** `?limit=` and `?after=` of a listing. */
export const PAGING_PARAMETERS: readonly RouteParameter[] = [
  {
    name: "limit",
    in: "query",
    description: "Most entries on the page.",
    schema: { type: "integer", minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
  },
  {
    name: "after",
    in: "query",
    description: "The `next` of the page before. Without it: the first page.",
    schema: { type: "string" },
  },
];

/** A text, although it is a number: it goes back into a URL, and JavaScript would lose the low bits of a u64. */
export const NEXT_SCHEMA: SchemaObject = {
  type: "string",
  description: "Where the next page starts, for `after`; absent on the last page.",
};

/** Reads which page is asked for. */
export function parsePaging(query: URLSearchParams): PagingResult {
  const limitText = query.get("limit");
  const afterText = query.get("after");
  const limit = limitText === null ? undefined : parseU16("limit", limitText);
  if (limit && (!limit.ok || limit.value < 1 || limit.value > MAX_PAGE_SIZE)) {
    const got = JSON.stringify(limitText?.slice(0, 100));
    const message = `limit: expected a whole number from 1 to ${MAX_PAGE_SIZE}, got ${got}`;
    return { ok: false, problem: { field: "limit", message } };
  }
  const after = afterText === null ? undefined : parseU64("after", afterText);
  if (after && !after.ok) return after;
  return { ok: true, value: { limit: limit?.value, after: after?.value } };
}
