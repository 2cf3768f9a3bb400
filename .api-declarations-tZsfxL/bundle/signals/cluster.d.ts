import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";
/** Name of the series that the comparison with the past reads; it records {@link regionThroughput}. */
export declare const REGION_THROUGHPUT = "region:tidaldb_region_signals_per_second:max";
/** Shards with more than one live replica that claims to lead. */
export declare function leaderConflicts(promql: Promql): Signal;
/** Shards that cannot afford another failure. */
export declare function criticalShards(promql: Promql): Signal;
/** Tenants that cannot be placed. */
export declare function unroutableTenants(promql: Promql): Signal;
/**
 * Throughput of each region under one series, whichever replica of the exporter it comes from: a look into the past needs
 * a series that a new pod of the exporter continues.
 */
export declare function regionThroughput(promql: Promql): Signal;
/**
 * Throughput as a share of what it was, for regions in which it collapsed: far below the median of the past hours, and as
 * far below what it was around this time a day and a week ago, where that is known. So a quiet night is no collapse.
 */
export declare function throughputCollapse(promql: Promql): Signal;
