import type { PanelPromql } from "./panel-promql";
import type { RegionStateLabel } from "./region-state-code";
import type { Signal } from "../signal";
/** State of each region as a number; the worst one where two replicas of the exporter disagree. */
export declare function regionState(promql: PanelPromql): Signal;
/** How many regions are in a state. 0 where there are none; no series where there is no exporter to say so. */
export declare function regionsInState(promql: PanelPromql, state: RegionStateLabel): Signal;
/** When each region came into the state that it is in. A restarted replica of the exporter knows it from its start only. */
export declare function regionStateSince(promql: PanelPromql): Signal;
/** When the newest change of all was. */
export declare function lastRegionChange(promql: PanelPromql): Signal;
/** When each region that is now in one state came into it, for marks on the time axis. */
export declare function regionEntered(promql: PanelPromql, state: RegionStateLabel): Signal;
/** Changes of state in each step, by the state that they led to. */
export declare function regionChanges(promql: PanelPromql): Signal;
/** Replicas by state, over all the regions that are shown. */
export declare function replicasByState(promql: PanelPromql): Signal;
/** How many replicas of each region are in a state. */
export declare function regionReplicas(promql: PanelPromql, state: "healthy" | "degraded" | "offline" | "pending"): Signal;
