import type { Route } from "./route";
/**
 * The OpenAPI 3.1 document: the routes as they are registered, the schemas as they validate.
 * Holds `bigint`s (the maximum of a u64): print it with `printJson`.
 */
export declare function openApiDocument(routes: readonly Route[], version: string): Record<string, unknown>;
