import type { Guard } from "./guard";
import type { RouteParameter } from "../routing/route";
/**
 * Refuses query parameters that a route does not have, and a second value for one that takes a single one. A misspelled
 * `collect` or `region` would otherwise return everything and look like a success.
 */
export declare function checkQuery(parameters: readonly RouteParameter[]): Guard;
