import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** The heads behind which the worst followers trail. */
export declare function headPosition(promql: PanelPromql, count: number): Signal;
/** The positions that the worst followers have applied. */
export declare function appliedPosition(promql: PanelPromql, count: number): Signal;
/** How fast the heads move behind which the chosen followers trail. */
export declare function writtenRate(promql: PanelPromql): Signal;
/** How fast each region applies the WAL of each other. */
export declare function appliedRate(promql: PanelPromql): Signal;
