import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";
/** State of each region: per state 1 where some replica of the exporter says so. */
export declare function regionHealth(promql: Promql): Signal;
/** Offline regions that no incident explains. */
export declare function unexplainedOfflineRegions(promql: Promql): Signal;
/** Degraded regions that no incident explains. */
export declare function unexplainedDegradedRegions(promql: Promql): Signal;
/** Regions of which no replica of the exporter knows anything. */
export declare function unknownRegions(promql: Promql): Signal;
/** Regions of which no replica is heard. */
export declare function offlineRegions(promql: Promql): Signal;
/** Regions that are heard, but not Healthy. */
export declare function degradedRegions(promql: Promql): Signal;
/** How much of the cluster is dark. */
export declare function offlineRegionShare(promql: Promql): Signal;
/** Changes of state in the flapping window, from and to states that are about the region, not about the exporter's start. */
export declare function regionFlaps(promql: Promql): Signal;
/** Clusters of which too many regions are dark. */
export declare function mostlyOfflineClusters(promql: Promql): Signal;
/** Regions that change their state too often. */
export declare function flappingRegions(promql: Promql): Signal;
