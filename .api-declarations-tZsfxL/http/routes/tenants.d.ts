import type { Route } from "../routing/route";
/** One tenant. */
export declare const getTenantRoute: Route;
/** Registers a tenant, or replaces its configuration as a whole. */
export declare const putTenantRoute: Route;
/** Forgets a tenant; its data, wherever it is, is not touched. */
export declare const deleteTenantRoute: Route;
