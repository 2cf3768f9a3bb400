import type { DashboardContent } from "./dashboard-shell";
/** One region, or several to compare: why it is in its state, and which of its replicas to look at. */
export declare const REGION: DashboardContent;
