import type { BundleOptions } from "../options/options";
import type { DashboardFile } from "./dashboard-file";
/** What Grafana reads at its start: where the data is, and where the dashboards are. */
export declare function provisioningFiles(options: BundleOptions): readonly DashboardFile[];
