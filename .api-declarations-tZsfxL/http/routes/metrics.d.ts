import type { Route } from "../routing/route";
/** The scrape. Its path is a setting, as in every Prometheus exporter. */
export declare function metricsRoute(telemetryPath: string): Route;
