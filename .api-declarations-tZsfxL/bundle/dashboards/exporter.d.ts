import type { DashboardContent } from "./dashboard-shell";
/** Whether what the other dashboards show can be believed: the exporter itself. */
export declare const EXPORTER: DashboardContent;
