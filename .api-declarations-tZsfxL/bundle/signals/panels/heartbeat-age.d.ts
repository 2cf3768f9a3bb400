import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** Stands for the age of a heartbeat that never came: more than 30 years, and sorted before all that did. */
export declare const NEVER_HEARD_SECONDS = 1000000000;
/** How old what the exporter knows is: the age of the newest heartbeat of all. */
export declare function newestHeartbeat(promql: PanelPromql): Signal;
/** Age of the newest heartbeat of each region. */
export declare function regionNewestHeartbeat(promql: PanelPromql): Signal;
/** Age of the oldest last heartbeat of each region: that of its most silent replica. */
export declare function regionOldestHeartbeat(promql: PanelPromql): Signal;
/** The replicas that have been silent for longest; those that were never heard before all others. */
export declare function mostSilentReplicas(promql: PanelPromql, count: number): Signal;
/**
 * A gauge of the replicas that {@link mostSilentReplicas} ranks: NaN for those that have none. To rank them once more for
 * that would cost more than to go through all replicas.
 */
export declare function ofMostSilentReplicas(promql: PanelPromql, count: number, signal: Omit<Signal, "expr"> & {
    readonly metric: string;
}): Signal;
