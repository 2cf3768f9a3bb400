import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** Worst distance of a live shard's clock from the exporter's, ahead or behind. */
export declare function worstClockSkew(promql: PanelPromql): Signal;
/** Clocks that are furthest off, with their sign. */
export declare function clockSkew(promql: PanelPromql, count: number): Signal;
/** The largest WAL directories. */
export declare function walBytes(promql: PanelPromql, count: number): Signal;
/** How fast WAL directories grow, by region. */
export declare function walGrowth(promql: PanelPromql): Signal;
/** Replicas without a fresh heartbeat; 0 while all have one. */
export declare function replicasDown(promql: PanelPromql): Signal;
