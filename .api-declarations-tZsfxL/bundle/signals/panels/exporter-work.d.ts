import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** Whether Prometheus reaches each exporter. */
export declare function exporterUp(promql: PanelPromql): Signal;
/** Whether any exporter is reached. */
export declare function anyExporterUp(promql: PanelPromql): Signal;
/** When each exporter's process started. */
export declare function exporterStarted(promql: PanelPromql): Signal;
/** Heartbeats that came in, by result. */
export declare function heartbeatRate(promql: PanelPromql): Signal;
/** Refusals by limit. */
export declare function limitRefusals(promql: PanelPromql): Signal;
/** Share of the heartbeats that is not accepted. */
export declare function refusedHeartbeats(promql: PanelPromql): Signal;
/** Whether the last reload of each exporter's configuration succeeded. */
export declare function reloadSuccessful(promql: PanelPromql): Signal;
/** When each exporter last loaded a configuration. */
export declare function reloadedAt(promql: PanelPromql): Signal;
/** When the certificate of each exporter ends. */
export declare function certificateEnd(promql: PanelPromql): Signal;
/** Time that each exporter stood still, as a share of the time. */
export declare function stallShare(promql: PanelPromql): Signal;
