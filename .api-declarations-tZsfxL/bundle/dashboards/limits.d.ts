import type { PanelPromql } from "../signals/panels/panel-promql";
import type { Limits } from "./panels/thresholds";
/** Lag that makes the replica that reports it Degraded. */
export declare function lagLimits({ options }: PanelPromql): Limits;
/** Silence that makes a replica Offline. */
export declare function silenceLimits({ options }: PanelPromql): Limits;
/** Distance of a clock from the exporter's, either way, above which the alert about clocks fires. */
export declare function skewLimits({ options }: PanelPromql): Limits;
/** The same limit as two lines in a graph. */
export declare function skewLines({ options }: PanelPromql): Limits;
/** The least upper end of the axis of a graph, so that its limit is seen from a distance. */
export declare function axisTop({ steps }: Limits): number;
