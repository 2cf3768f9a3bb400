import type { Route } from "../routing/route";
/** Re-reads the configuration, as SIGHUP does. */
export declare const reloadRoute: Route;
