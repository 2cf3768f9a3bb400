import type { Route } from "../routing/route";
/** Liveness: answers as long as the process answers at all. */
export declare const healthyRoute: Route;
/** Readiness: whether requests should be sent here. */
export declare const readyRoute: Route;
