import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** Signals that each region applies, as leader and as follower. */
export declare function regionSignals(promql: PanelPromql): Signal;
/** Entities that each region holds. */
export declare function regionEntities(promql: PanelPromql): Signal;
/** Size of each region's WAL. */
export declare function regionWalBytes(promql: PanelPromql): Signal;
