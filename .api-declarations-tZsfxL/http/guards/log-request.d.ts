import type { ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Guard } from "./guard";
declare const ROUTE: unique symbol;
/** An answer that may know which route gives it. */
interface RoutedResponse extends ServerResponse {
    [ROUTE]?: string;
}
/** Where a route leaves its path for the log, so that lines can be counted by route and no parameter gets into them. */
export declare function nameRoute(response: RoutedResponse, path: string): void;
/** The path that was left there, "none" when no route was found. */
export declare function routeOf(response: RoutedResponse): string;
/** Writes one line per request at debug level when the answer is over, also when the client left before that. */
export declare function logRequest(logger: Logger): Guard;
/** The same for what never became a request: its method where that is known, and nothing else of what was sent. */
export declare function logUnrouted(logger: Logger, method: string | undefined, status: number): void;
export {};
