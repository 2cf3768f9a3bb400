import type { Promql } from "../promql/promql";
import type { Signal } from "./signal";
/** Heartbeats that the exporter rejects. */
export declare function rejectedHeartbeats(promql: Promql): Signal;
/** Limits that keep refusing what clients send. */
export declare function reachedLimits(promql: Promql): Signal;
/** Exporters that Prometheus cannot scrape. */
export declare function unreachableExporters(promql: Promql): Signal;
/**
 * Clusters whose exporters are no longer among the targets at all. A cluster that vanishes beside others is seen by what
 * was there in the past hour; `absent` sees when nothing is left, and goes on seeing it after that hour.
 */
export declare function absentExporters(promql: Promql): Signal;
/** How often each exporter started anew. One that Prometheus could not scrape in between counts as well. */
export declare function restartingExporters(promql: Promql): Signal;
/**
 * Clusters of which exporters are scraped and know nothing: none had the time to hear everybody since it started, or those
 * that had it hear no region.
 */
export declare function blindControlPlanes(promql: Promql): Signal;
/** Exporters that run with an older configuration than their files say. */
export declare function failedReloads(promql: Promql): Signal;
/**
 * Exporters that lose lines of their log. The first value of a new series is no increase, so a process that could not write
 * from its start on is found by the lack of an earlier value.
 */
export declare function lostLogLines(promql: Promql): Signal;
/** Exporters whose certificate should be renewed. */
export declare function certificatesToRenew(promql: Promql): Signal;
/** Exporters whose certificate must be renewed now. */
export declare function certificatesAboutToExpire(promql: Promql): Signal;
/** How many series an exporter serves. */
export declare function exporterSeries(promql: Promql): Signal;
/** Exporters that have more series than was planned for here, or than their own `metrics.max_series` lets them serve. */
export declare function seriesOverBudget(promql: Promql): Signal;
/** How long an exporter works on a scrape. */
export declare function renderSeconds(promql: Promql): Signal;
/** Exporters whose scrapes take long to make. */
export declare function slowRenders(promql: Promql): Signal;
/** Exporters that stood still. */
export declare function stalledExporters(promql: Promql): Signal;
/** Always present: while it arrives, the path from the rules to a person works. */
export declare function heartbeatOfAlerting(): Signal;
