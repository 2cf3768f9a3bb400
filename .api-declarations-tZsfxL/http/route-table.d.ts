import type { Route } from "./routing/route";
/**
 * Every route, in the order of the status page and the OpenAPI document.
 *
 * @param telemetryPath - where the metrics are. At "/" they take the place of the status page.
 * @throws TelemetryPathError when it is no plain path, or the path of another route.
 */
export declare function routeTable(telemetryPath: string): readonly Route[];
