import type { Route } from "../routing/route";
/** Health for load balancers and scripts: the status code is the answer. */
export declare const healthRoute: Route;
