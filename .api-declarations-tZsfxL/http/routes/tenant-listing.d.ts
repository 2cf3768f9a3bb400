import type { Route } from "../routing/route";
/** The tenants, a page at a time. */
export declare const tenantListingRoute: Route;
