import type { Route } from "./routing/route";
import { eventStreamRoute } from "./routes/event-stream";
import { eventsRoute } from "./routes/events";
import { healthRoute } from "./routes/health";
import { healthJsonRoute } from "./routes/health-json";
import { heartbeatsRoute } from "./routes/heartbeats";
import { deleteMaintenanceRoute, getMaintenanceRoute, putMaintenanceRoute } from "./routes/maintenance";
import { maintenanceListingRoute } from "./routes/maintenance-listing";
import { metricsRoute } from "./routes/metrics";
import { openApiRoute } from "./routes/openapi";
import { placementRoute } from "./routes/placement";
import { healthyRoute, readyRoute } from "./routes/probes";
import { deleteRegionRoute } from "./routes/regions";
import { reloadRoute } from "./routes/reload";
import { runbookListRoute, runbookRoute } from "./routes/runbooks";
import { deleteShardRoute, getShardRoute, putShardRoute } from "./routes/shards";
import { statusPageRoute } from "./routes/status-page";
import { statusStreamRoute } from "./routes/status-stream";
import { tenantListingRoute } from "./routes/tenant-listing";
import { deleteTenantRoute, getTenantRoute, putTenantRoute } from "./routes/tenants";
import { topologyRoute } from "./routes/topology";
import { SharedSnapshots } from "./sending/shared-snapshots";
import { TelemetryPathError } from "./routing/telemetry-path-error";

/** Characters that mean themselves in a path: in a URL, in express's patterns and in OpenAPI's templates alike. */
const PLAIN_PATH = /^\/[\w.~/-]*$/;

/**
 * Every route, in the order of the status page and the OpenAPI document.
 *
 * @param telemetryPath - where the metrics are. At "/" they take the place of the status page.
 * @throws TelemetryPathError when it is no plain path, or the path of another route.
 */
export function routeTable(telemetryPath: string): readonly Route[] {
  if (!PLAIN_PATH.test(telemetryPath)) {
    throw new TelemetryPathError(
      `--web.telemetry-path: expected a path of letters, digits and -._~/ that starts with /, ` +
        `got ${JSON.stringify(telemetryPath)}`,
    );
  }
  const routes: Route[] = [
    statusPageRoute(() => table),
    statusStreamRoute(),
    healthJsonRoute(new SharedSnapshots()),
    healthRoute,
    runbookListRoute,
    runbookRoute,
    healthyRoute,
    readyRoute,
    reloadRoute,
    heartbeatsRoute(),
    topologyRoute,
    getShardRoute,
    putShardRoute,
    deleteShardRoute,
    deleteRegionRoute,
    tenantListingRoute,
    getTenantRoute,
    putTenantRoute,
    deleteTenantRoute,
    maintenanceListingRoute,
    getMaintenanceRoute,
    putMaintenanceRoute,
    deleteMaintenanceRoute,
    placementRoute,
    eventsRoute,
    eventStreamRoute,
    openApiRoute(() => table),
  ];
  const others = telemetryPath === "/" ? routes.filter(({ path }) => path !== "/") : routes;
  const taken = others.find(({ path }) => path === telemetryPath);
  if (taken) {
    throw new TelemetryPathError(
      `--web.telemetry-path: ${telemetryPath} is taken by another route, ${taken.name}; choose another path`,
    );
  }
  const table: readonly Route[] = [...others.slice(0, 1), metricsRoute(telemetryPath), ...others.slice(1)];
  return table;
}
