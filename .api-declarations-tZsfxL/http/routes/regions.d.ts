import type { Route } from "../routing/route";
/** Removes a region: every replica in it, and every shard at home there. */
export declare const deleteRegionRoute: Route;
