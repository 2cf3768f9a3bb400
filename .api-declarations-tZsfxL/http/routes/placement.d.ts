import type { Route } from "../routing/route";
/** Where an entity's data goes. */
export declare const placementRoute: Route;
