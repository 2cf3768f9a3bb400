import type { Route } from "../routing/route";
/** Takes heartbeats in: one, an array, or one a line. Valid ones count whatever stands beside them. */
export declare function heartbeatsRoute(): Route;
