import type { DashboardContent } from "./dashboard-shell";
/** How replication does: all shards as sums first, then the ones that stand out, or those that are chosen. */
export declare const SHARD: DashboardContent;
