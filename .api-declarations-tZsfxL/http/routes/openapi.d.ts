import type { Route } from "../routing/route";
/** The OpenAPI document of all routes, this one included. */
export declare function openApiRoute(routes: () => readonly Route[]): Route;
