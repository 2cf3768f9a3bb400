import type { PanelPromql } from "./panel-promql";
import type { Signal } from "../signal";
/** Signals that the cluster applies. */
export declare function clusterSignals(promql: PanelPromql): Signal;
/** Entities in the cluster. */
export declare function clusterEntities(promql: PanelPromql): Signal;
/** Shards that the topology names. */
export declare function clusterShards(promql: PanelPromql): Signal;
/** Tenants that cannot be placed; 0 while all can. */
export declare function tenantsUnroutable(promql: PanelPromql): Signal;
/** Shards that no live replica leads; 0 while there are none. */
export declare function leaderlessShards(promql: PanelPromql): Signal;
/** Shards that cannot afford another failure; 0 while there are none. */
export declare function criticalShardCount(promql: PanelPromql): Signal;
/** Shards with more than one leader; 0 while there are none. */
export declare function splitBrains(promql: PanelPromql): Signal;
