import type { FieldProblem } from "../../wire/fields/parse-with";
import type { RouteParameter, SchemaObject } from "./route";
import type { Result } from "../../domain/terms/result";
/** Which page a caller asks for. */
export interface Paging {
    /** Entries on the page; undefined when the caller did not say. */
    readonly limit: number | undefined;
    /** The key after which the page starts; undefined for the first one. */
    readonly after: bigint | undefined;
}
export type PagingResult = Result<Paging, {
    readonly problem: FieldProblem;
}>;
/** `?limit=` and `?after=` of a listing. */
export declare const PAGING_PARAMETERS: readonly RouteParameter[];
/** A text, although it is a number: it goes back into a URL, and JavaScript would lose the low bits of a u64. */
export declare const NEXT_SCHEMA: SchemaObject;
/** Reads which page is asked for. */
export declare function parsePaging(query: URLSearchParams): PagingResult;
