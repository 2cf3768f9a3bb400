import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";
/** Incidents while they last: 1 for each of them, so that a mark is as long as the incident. */
export declare function incidentsLasting(promql: PanelPromql): Signal;
/** Regions that stopped leading some shard which another one leads now, for as long as Grafana looks back. */
export declare function leadersMoved(promql: PanelPromql): Signal;
/** Clusters whose topology got or lost shards, for as long as Grafana looks back. */
export declare function shardsChanged(promql: PanelPromql): Signal;
/** When each exporter that is scraped started, with the version that it runs. */
export declare function versionStarted(promql: PanelPromql): Signal;
