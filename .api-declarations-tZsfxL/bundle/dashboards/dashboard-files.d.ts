import type { BundleOptions } from "../options/options";
import type { DashboardFile } from "./dashboard-file";
import type { ClassicDashboard } from "./dashboard-shell";
/** All dashboards of the bundle, the first one to open first. */
export declare function buildDashboards(options: BundleOptions): readonly ClassicDashboard[];
/** What belongs below `dashboards/`: one JSON for each dashboard, and what Grafana provisions itself from. */
export declare function dashboardFiles(options: BundleOptions): readonly DashboardFile[];
