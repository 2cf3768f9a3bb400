import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** Worst lag of all followers, in seconds. */
export declare function worstLag(promql: PanelPromql): Signal;
/** Worst distance of all followers. */
export declare function worstDistance(promql: PanelPromql): Signal;
/** How many followers are over the lag that makes a replica Degraded. */
export declare function followersOverLimit(promql: PanelPromql): Signal;
/** Worst lag of each region as a follower. */
export declare function inboundLag(promql: PanelPromql): Signal;
/** Worst lag of the chosen regions as followers. */
export declare function worstInboundLag(promql: PanelPromql): Signal;
/** Worst lag of any follower behind each region; what makes the region Degraded. */
export declare function outboundLag(promql: PanelPromql): Signal;
/** Worst lag of each region behind each other, over the shards. */
export declare function lagByLink(promql: PanelPromql): Signal;
/** Worst lag of the chosen regions as followers, behind each region that they follow. */
export declare function lagOfChosenFollowers(promql: PanelPromql): Signal;
/** Worst distance of each region behind each other, over the shards. */
export declare function distanceByLink(promql: PanelPromql): Signal;
/** The followers that lag most, now. */
export declare function mostLaggingNow(promql: PanelPromql, count: number): Signal;
/** The distance of the followers that lag most, now; NaN for those that report none. */
export declare function mostLaggingDistanceNow(promql: PanelPromql, count: number): Signal;
/**
 * Keeps, of an expression with one series for each follower, those followers that lag most at the end of the time range:
 * the same ones at every step, so that a graph has no more lines than that.
 */
export declare function ofMostLagging(promql: PanelPromql, count: number, expr: string): string;
/** Lag over time of the followers that lag most at the end of the time range. */
export declare function mostLagging(promql: PanelPromql, count: number): Signal;
/** Distance over time of the followers that lag most at the end of the time range. */
export declare function mostLaggingDistance(promql: PanelPromql, count: number): Signal;
/**
 * How many followers are in each bucket of lag, cumulative as a histogram's buckets are. Counts per exporter come first:
 * this is asked for all shards at every step, and a query that names single series would take many times as long.
 */
export declare function lagDistribution(promql: PanelPromql): Signal;
