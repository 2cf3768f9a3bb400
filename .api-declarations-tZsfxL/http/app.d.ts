import type { Express } from "express";
import { Guards } from "./guards/guards";
import type { HttpServices } from "./routing/http-services";
import type { Route } from "./routing/route";
/** What the routes are served by: an application of express, to listen with or to mount. */
export type HttpApplication = Express;
/**
 * The whole HTTP interface as an express application, to be served or mounted. Nothing is listening and no timer is running
 * when it returns.
 *
 * @param guards - given when others pass them too.
 * @param routes - given when others lead to them too.
 * @throws TelemetryPathError when the telemetry path is no plain path or belongs to another route.
 */
export declare function createExpressApp(services: HttpServices, guards?: Guards, routes?: readonly Route[]): HttpApplication;
